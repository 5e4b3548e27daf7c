package io.levada.engine.aggregate;

import io.levada.core.data.Column;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import org.jspecify.annotations.Nullable;

/**
 * What each selected row adds, as one array: values taken away are negated, NULLs add 0. Then one loop over the records
 * serves all types and changes.
 */
final class Deltas {
    private long[] longs = new long[0];

    private long[] room(int count) {
        if (longs.length < count) {
            longs = new long[Math.max(count, 64)];
        }
        return longs;
    }

    /** 1 or -1 for rows whose value isn't NULL. */
    long[] counts(Selection rows, @Nullable Column value) {
        long[] deltas = room(rows.count);
        boolean[] nulls = value == null ? null : value.nulls();
        for (int i = 0; i < rows.count; i++) {
            deltas[i] = nulls != null && nulls[rows.rows[i]] ? 0 : rows.isAddition(i) ? 1 : -1;
        }
        return deltas;
    }

    /** Integers of INT or LONG storage. */
    long[] integers(Selection selection, Column value) {
        long[] deltas = room(selection.count);
        int[] rows = selection.rows;
        if (value instanceof LongColumn column) {
            long[] values = column.values();
            for (int i = 0; i < selection.count; i++) {
                deltas[i] = values[rows[i]];
            }
        } else {
            int[] values = ((IntColumn) value).values();
            for (int i = 0; i < selection.count; i++) {
                deltas[i] = values[rows[i]];
            }
        }
        boolean[] nulls = value.nulls();
        if (nulls != null || selection.kinds != null) {
            for (int i = 0; i < selection.count; i++) {
                if (nulls != null && nulls[rows[i]]) {
                    deltas[i] = 0;
                } else if (!selection.isAddition(i)) {
                    deltas[i] = -deltas[i];
                }
            }
        }
        return deltas;
    }

    static double number(Column value, int row) {
        return switch (value) {
            case DoubleColumn column -> column.get(row);
            case LongColumn column -> column.get(row);
            case IntColumn column -> column.get(row);
            default -> throw new IllegalArgumentException("not a number: " + value.getClass());
        };
    }
}
