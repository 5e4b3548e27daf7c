package io.levada.bench.nexmark.hand;

import io.levada.core.data.Batch;
import io.levada.core.data.LongColumn;
import java.util.List;
import java.util.function.Consumer;

/**
 * q11 over bidder and time: a bidder's session ends when none of their bids came for ten seconds. Sessions are told when
 * the bidder's next one begins, or at the end: no clock goes over those that are silent.
 */
public final class UserSessions implements HandLoop {
    private static final long GAP_MICROS = 10 * SECOND_MICROS;

    private final Places places;
    private final long[] starts;
    private final long[] lasts;
    private final int[] counts;
    private final long[][] out = new long[4][];
    private int told;

    /** @param places of the bidders */
    public UserSessions(Places places) {
        this.places = places;
        starts = new long[places.limit()];
        lasts = new long[places.limit()];
        counts = new int[places.limit()];
        clear();
    }

    @Override
    public void run(List<List<Batch>> inputs, Consumer<Batch> output) {
        for (Batch batch : inputs.get(0)) {
            long[] bidders = HandLoop.longs(batch, 0);
            long[] times = HandLoop.longs(batch, 1);
            for (int i = 0; i < batch.rowCount(); i++) {
                int bidder = places.of(bidders[i]);
                long time = times[i];
                if (time - lasts[bidder] > GAP_MICROS) {
                    if (counts[bidder] > 0) {
                        tell(bidder, output);
                    }
                    starts[bidder] = time;
                    counts[bidder] = 0;
                }
                counts[bidder]++;
                lasts[bidder] = time;
            }
        }
        for (int bidder = 0; bidder < counts.length; bidder++) {
            if (counts[bidder] > 0) {
                tell(bidder, output);
            }
        }
        flush(output);
    }

    private void tell(int bidder, Consumer<Batch> output) {
        out[0][told] = places.id(bidder);
        out[1][told] = counts[bidder];
        out[2][told] = starts[bidder];
        out[3][told++] = lasts[bidder] + GAP_MICROS;
        if (told == Batch.MAX_ROWS) {
            flush(output);
        }
    }

    private void flush(Consumer<Batch> output) {
        if (told > 0) {
            output.accept(Batch.inserts(
                    told,
                    new LongColumn(out[0], told),
                    new LongColumn(out[1], told),
                    new LongColumn(out[2], told),
                    new LongColumn(out[3], told)));
            clear();
        }
    }

    private void clear() {
        told = 0;
        for (int i = 0; i < out.length; i++) {
            out[i] = new long[Batch.MAX_ROWS];
        }
    }
}
