package io.levada.engine.aggregate;

import io.levada.core.data.Column;
import java.util.Arrays;

/**
 * The distinct values of one column for several filters, over an input that only appends: the values of a batch are looked
 * up once, and the entry of a value has a bit for each filter that it has passed.
 */
final class DistinctValues {
    private final ValueCounts values;
    private final int column;
    private final Selection arrived = new Selection();
    /** By row: its value's entry, or -1 for NULL. */
    private int[] entryOf = new int[0];

    private int bits;

    DistinctValues(ValueCounts values, int column) {
        this.values = values;
        this.column = column;
    }

    int column() {
        return column;
    }

    boolean hasRoom() {
        return bits < Long.SIZE;
    }

    /** Those of one more filter. */
    Distinct newFilter() {
        return new OfFilter(1L << bits++);
    }

    /** To be called with all rows before the filters' turn. */
    void lookup(AggregateState state, Selection rows, Column value) {
        if (entryOf.length < value.size()) {
            entryOf = Arrays.copyOf(entryOf, value.size());
        }
        values.findEntries(state, rows, value, entryOf);
    }

    private final class OfFilter implements Distinct {
        private final long bit;

        OfFilter(long bit) {
            this.bit = bit;
        }

        @Override
        public Selection add(AggregateState state, Selection rows, Column value) {
            arrived.ensureCapacity(rows.count);
            arrived.count = 0;
            arrived.kinds = null;
            values.setBits(state, rows, entryOf, bit, arrived);
            return arrived;
        }

        @Override
        public void merge(AggregateState to, int[] toIdOf, AggregateState from, ValueCounts.Arrivals arrivals) {
            values.merge(toIdOf, from, bit, (rows, brought) -> take(to, rows, brought, arrivals));
        }

        @Override
        public void mergeGroup(AggregateState state, int to, int from, ValueCounts.Arrivals arrivals) {
            int[] entries = values.entriesOf(state, from, bit);
            Selection rows = new Selection();
            rows.ensureCapacity(entries.length);
            for (int row = 0; row < entries.length; row++) {
                rows.add(to, row);
            }
            take(state, rows, values.load(state, entries), arrivals);
        }

        private void take(AggregateState to, Selection rows, Column brought, ValueCounts.Arrivals arrivals) {
            lookup(to, rows, brought);
            arrivals.take(add(to, rows, brought), brought);
        }
    }
}
