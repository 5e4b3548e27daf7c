package io.levada.engine.aggregate;

import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.engine.state.Records;
import org.jspecify.annotations.Nullable;

/** How many rows, or how many values that aren't NULL. */
final class CountAccumulator extends Accumulator {
    private final Deltas deltas = new Deltas();

    CountAccumulator(int word) {
        super(word, 1);
    }

    @Override
    void add(AggregateState state, Selection rows, @Nullable Column value) {
        if (rows.kinds == null && (value == null || value.nulls() == null)) {
            increase(state.records(), rows, 1);
        } else {
            addWords(state.records(), rows.ids, rows.count, deltas.counts(rows, value), word);
        }
    }

    @Override
    void addPartial(AggregateState state, Selection rows, Column value) {
        if (((LongColumn) value).isUniform()) {
            increase(state.records(), rows, ((LongColumn) value).get(0));
        } else {
            addWords(state.records(), rows.ids, rows.count, deltas.integers(rows, value), word);
        }
    }

    private void increase(Records records, Selection rows, long by) {
        int[] ids = rows.ids;
        int count = rows.count;
        long[][] pages = records.writable(ids, count);
        int width = records.width();
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            pages[id >>> Records.SHIFT][(id & Records.MASK) * width + word] += by;
        }
    }

    /** Adds {@code deltas[i]} to a word of the record {@code ids[i]}, wrapping around. */
    static void addWords(Records records, int[] ids, int count, long[] deltas, int word) {
        long[][] pages = records.writable(ids, count);
        int width = records.width();
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            pages[id >>> Records.SHIFT][(id & Records.MASK) * width + word] += deltas[i];
        }
    }

    /** Adds a word of other records, times a factor, to the same word of these. */
    static void mergeWords(
            AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count, int word, int factor) {
        long[][] target = to.records().writable(toIds, count);
        long[][] source = from.records().readable(fromIds, 0, count);
        int width = to.records().width();
        for (int i = 0; i < count; i++) {
            int toId = toIds[i];
            int fromId = fromIds[i];
            target[toId >>> Records.SHIFT][(toId & Records.MASK) * width + word] +=
                    factor * source[fromId >>> Records.SHIFT][(fromId & Records.MASK) * width + word];
        }
    }

    @Override
    void merge(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count) {
        mergeWords(to, toIds, from, fromIds, count, word, 1);
    }

    @Override
    boolean isInvertible() {
        return true;
    }

    @Override
    void subtract(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count) {
        mergeWords(to, toIds, from, fromIds, count, word, -1);
    }
}
