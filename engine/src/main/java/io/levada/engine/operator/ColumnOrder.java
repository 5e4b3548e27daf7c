package io.levada.engine.operator;

import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.DecimalColumn;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.data.ObjectColumn;
import java.util.Arrays;

/** How values of one column compare; neither is NULL. */
final class ColumnOrder {
    private ColumnOrder() {}

    static int compare(Column column, int left, int right) {
        return switch (column) {
            case IntColumn c -> Integer.compare(c.get(left), c.get(right));
            case LongColumn c -> Long.compare(c.get(left), c.get(right));
            case DoubleColumn c -> Double.compare(c.get(left), c.get(right));
            case DecimalColumn c -> {
                int byHigh = Long.compare(c.high(left), c.high(right));
                yield byHigh != 0 ? byHigh : Long.compareUnsigned(c.low()[left], c.low()[right]);
            }
            case BytesColumn c -> {
                int[] at = c.offsets();
                yield Arrays.compareUnsigned(c.data(), at[left], at[left + 1], c.data(), at[right], at[right + 1]);
            }
            case ObjectColumn c -> throw new UnsupportedOperationException("rows, arrays and maps have no order");
        };
    }
}
