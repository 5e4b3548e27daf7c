package io.levada.bench.nexmark.hand;

import io.levada.core.data.Batch;
import io.levada.core.data.LongColumn;
import java.util.List;
import java.util.function.Consumer;

/** q2 over auction and price: the bids on one auction in 123. */
public final class Selection implements HandLoop {
    private static final int EVERY = 123;

    @Override
    public void run(List<List<Batch>> inputs, Consumer<Batch> output) {
        int[] chosen = new int[Batch.MAX_ROWS];
        for (Batch batch : inputs.get(0)) {
            long[] auctions = HandLoop.longs(batch, 0);
            int count = 0;
            for (int i = 0; i < batch.rowCount(); i++) {
                if (auctions[i] % EVERY == 0) {
                    chosen[count++] = i;
                }
            }
            if (count > 0) {
                output.accept(Batch.inserts(
                        count, take(auctions, chosen, count), take(HandLoop.longs(batch, 1), chosen, count)));
            }
        }
    }

    private static LongColumn take(long[] values, int[] rows, int count) {
        long[] taken = new long[count];
        for (int i = 0; i < count; i++) {
            taken[i] = values[rows[i]];
        }
        return new LongColumn(taken, count);
    }
}
