package io.levada.engine.operator;

import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.WindowAggregate;
import io.levada.engine.window.WallClock;
import java.util.Arrays;
import java.util.List;

/** The columns window_start, window_end and window_time of a result. */
final class WindowProperties {
    private final List<WindowAggregate.Property> properties;
    private final WallClock clock;
    /** For each property the array that was filled last. */
    private final long[][] filled;

    WindowProperties(List<WindowAggregate.Property> properties, WallClock clock) {
        this.properties = properties;
        filled = new long[properties.size()][0];
        this.clock = clock;
    }

    /** Sets the columns from {@code firstColumn} on to the same window in each row. Batches of a window share the arrays. */
    void fill(Column[] columns, int firstColumn, long start, long end, int count) {
        for (int p = 0; p < properties.size(); p++) {
            long value = value(properties.get(p), start, end);
            if (filled[p].length < count || filled[p][0] != value) {
                filled[p] = new long[count];
                Arrays.fill(filled[p], value);
            }
            columns[firstColumn + p] = new LongColumn(filled[p], count);
        }
    }

    /** Appends one row's values. */
    void append(Column[] columns, int firstColumn, long start, long end) {
        for (int p = 0; p < properties.size(); p++) {
            ((LongColumn) columns[firstColumn + p]).append(value(properties.get(p), start, end));
        }
    }

    private long value(WindowAggregate.Property property, long start, long end) {
        return switch (property) {
            case START -> start;
            case END -> end;
            case TIME -> clock.toTime(end - 1000);
        };
    }
}
