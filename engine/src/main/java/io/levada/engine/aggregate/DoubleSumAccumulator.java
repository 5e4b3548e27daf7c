package io.levada.engine.aggregate;

import io.levada.core.data.Column;
import io.levada.engine.state.Records;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sum of doubles, or of floats rounded to float after each step as Flink does. The second word counts the values: a
 * sum that lost its last value is 0 again, without the rounding errors of what was taken away.
 */
final class DoubleSumAccumulator extends Accumulator {
    private final boolean isFloat;

    DoubleSumAccumulator(int word, boolean isFloat) {
        super(word, 2);
        this.isFloat = isFloat;
    }

    @Override
    void add(AggregateState state, Selection selection, @Nullable Column value) {
        Column column = Objects.requireNonNull(value);
        Records records = state.records();
        int[] ids = selection.ids;
        long[][] pages = records.writable(ids, selection.count);
        int width = records.width();
        boolean[] nulls = column.nulls();
        for (int i = 0; i < selection.count; i++) {
            int row = selection.rows[i];
            if (nulls == null || !nulls[row]) {
                int id = ids[i];
                int sign = selection.isAddition(i) ? 1 : -1;
                long[] page = pages[id >>> Records.SHIFT];
                step(page, (id & Records.MASK) * width + word, sign * Deltas.number(column, row), sign);
            }
        }
    }

    private void step(long[] page, int at, double delta, long count) {
        page[at + 1] += count;
        double sum = page[at + 1] == 0 ? 0 : Double.longBitsToDouble(page[at]) + delta;
        page[at] = Double.doubleToRawLongBits(isFloat ? (float) sum : sum);
    }

    @Override
    void merge(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count) {
        long[][] target = to.records().writable(toIds, count);
        int width = to.records().width();
        for (int i = 0; i < count; i++) {
            double sum = Double.longBitsToDouble(from.records().word(fromIds[i], word));
            long values = from.records().word(fromIds[i], word + 1);
            if (values != 0) {
                int toId = toIds[i];
                step(target[toId >>> Records.SHIFT], (toId & Records.MASK) * width + word, sum, values);
            }
        }
    }
}
