package io.levada.bench.nexmark.hand;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.DecimalColumn;
import java.util.List;
import java.util.function.Consumer;

/**
 * q1 over auction, bidder, price, time and extra: the price times 0.908 as DECIMAL(23, 3), exact for every BIGINT. The
 * product is one long, and while the prices are multiplied their bits are gathered: only when one of them is 2^53 or more,
 * the batch is done again with 128 bits.
 */
public final class CurrencyConversion implements HandLoop {
    private static final int PRICE = 2;
    private static final int SCALE = 3;
    private static final long FACTOR = 908;
    /** Times less than 2^10 is less than 2^63. */
    private static final int SAFE_BITS = 53;

    @Override
    public void run(List<List<Batch>> inputs, Consumer<Batch> output) {
        for (Batch batch : inputs.get(0)) {
            Column[] columns = batch.columns().clone();
            columns[PRICE] = convert(HandLoop.longs(batch, PRICE), batch.rowCount());
            output.accept(Batch.inserts(batch.rowCount(), columns));
        }
    }

    private static DecimalColumn convert(long[] prices, int count) {
        long[] products = new long[count];
        long bits = 0;
        for (int i = 0; i < count; i++) {
            long price = prices[i];
            products[i] = price * FACTOR;
            bits |= price + (1L << SAFE_BITS);
        }
        long[] high = bits >>> SAFE_BITS + 1 == 0 ? null : highHalves(prices, count);
        return new DecimalColumn(high, products, count, SCALE);
    }

    private static long[] highHalves(long[] prices, int count) {
        long[] high = new long[count];
        for (int i = 0; i < count; i++) {
            high[i] = Math.multiplyHigh(prices[i], FACTOR);
        }
        return high;
    }
}
