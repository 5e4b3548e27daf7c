package io.levada.engine.aggregate;

import io.levada.core.data.Column;
import io.levada.core.data.DecimalColumn;
import io.levada.engine.state.Records;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The exact sum of decimals of one scale, unscaled, in 192 bits: low, middle, high. No sum of 2^64 values of 38 digits
 * overflows it; whether the sum fits 38 digits is asked when it is shown.
 */
final class DecimalSumAccumulator extends Accumulator {
    DecimalSumAccumulator(int word) {
        super(word, 3);
    }

    @Override
    void add(AggregateState state, Selection selection, @Nullable Column value) {
        DecimalColumn column = (DecimalColumn) Objects.requireNonNull(value);
        Records records = state.records();
        int[] ids = selection.ids;
        long[][] pages = records.writable(ids, selection.count);
        int width = records.width();
        for (int i = 0; i < selection.count; i++) {
            int row = selection.rows[i];
            if (!column.isNull(row)) {
                int id = ids[i];
                long[] page = pages[id >>> Records.SHIFT];
                int at = (id & Records.MASK) * width + word;
                long high = column.high(row);
                long low = column.low()[row];
                if (selection.isAddition(i)) {
                    plus(page, at, low, high, high >> 63);
                } else {
                    long negativeLow = -low;
                    long negativeHigh = ~high + (low == 0 ? 1 : 0);
                    plus(page, at, negativeLow, negativeHigh, negativeHigh >> 63);
                }
            }
        }
    }

    private static void plus(long[] page, int at, long low, long middle, long high) {
        long sumLow = page[at] + low;
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        page[at] = sumLow;
        long sumMiddle = page[at + 1] + middle;
        long carryHigh = Long.compareUnsigned(sumMiddle, middle) < 0 ? 1 : 0;
        sumMiddle += carry;
        carryHigh += carry == 1 && sumMiddle == 0 ? 1 : 0;
        page[at + 1] = sumMiddle;
        page[at + 2] += high + carryHigh;
    }

    @Override
    void merge(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count) {
        long[][] target = to.records().writable(toIds, count);
        int width = to.records().width();
        Records source = from.records();
        for (int i = 0; i < count; i++) {
            int toId = toIds[i];
            int id = fromIds[i];
            plus(
                    target[toId >>> Records.SHIFT],
                    (toId & Records.MASK) * width + word,
                    source.word(id, word),
                    source.word(id, word + 1),
                    source.word(id, word + 2));
        }
    }

    /** The unscaled sum. */
    BigInteger sum(Records records, int id) {
        byte[] bytes = new byte[24];
        for (int part = 0; part < 3; part++) {
            long value = records.word(id, word + 2 - part);
            for (int i = 0; i < 8; i++) {
                bytes[part * 8 + i] = (byte) (value >>> (56 - 8 * i));
            }
        }
        return new BigInteger(bytes);
    }

    /** Whether the sum fits one signed word, {@link #smallSum}. */
    boolean isSmall(Records records, int id) {
        long sign = records.word(id, word) >> 63;
        return records.word(id, word + 1) == sign && records.word(id, word + 2) == sign;
    }

    long smallSum(Records records, int id) {
        return records.word(id, word);
    }
}
