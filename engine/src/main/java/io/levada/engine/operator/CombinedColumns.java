package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowSpec;

/**
 * Where things lie in the batches that a {@link WindowCombiner} makes: the keys, the times by the wall clock, what the rows
 * add up to, first how many they are.
 *
 * @param keys how many columns are keys; they come first
 * @param times how many are times: none where the clock makes the windows, the slice's end, start and last row of a piece
 *     of a session, or end and start of a window that the rows brought along
 */
record CombinedColumns(int keys, int times) {
    static CombinedColumns of(WindowAggregate node) {
        return new CombinedColumns(node.keys().size(), times(node));
    }

    private static int times(WindowAggregate node) {
        if (node.window() instanceof WindowSpec.Attached attached) {
            return attached.startColumn() < 0 ? 1 : 2;
        }
        if (node.processingTime()) {
            return 0;
        }
        return node.window() instanceof WindowSpec.Session ? 2 : 1;
    }

    int firstTime() {
        return keys;
    }

    int firstValue() {
        return keys + times;
    }

    /** A column of times or counts. */
    long[] longs(Batch batch, int column) {
        return ((LongColumn) batch.column(column)).values();
    }

    /** How many rows became some rows of a combined batch. */
    long rows(Batch batch, int[] some, int count) {
        long[] counts = longs(batch, firstValue());
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += counts[some[i]];
        }
        return sum;
    }
}
