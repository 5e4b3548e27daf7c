package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.DecimalColumn;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.SortKey;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.core.type.Storage;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.Records;
import java.util.Arrays;
import java.util.List;

/**
 * The order of rows by some columns. Each row has an order word made of its first column: the row with the lesser word
 * comes first. Rows with equal words are compared column by column, unless the word says all ({@link #isExact}).
 */
final class RowOrder {
    private static final int LONG_DIGITS = 18;

    private final SortKey[] keys;
    private final RecordField[] fields;
    private final boolean exact;

    /** @param rowFields where records hold the columns of a row */
    RowOrder(List<SortKey> order, RowType type, RecordField[] rowFields) {
        keys = order.toArray(SortKey[]::new);
        fields = new RecordField[keys.length];
        for (int k = 0; k < keys.length; k++) {
            fields[k] = rowFields[keys[k].column()];
        }
        exact = keys.length == 0 || keys.length == 1 && isExact(type.type(keys[0].column()));
    }

    private static boolean isExact(DataType type) {
        Storage storage = type.storage();
        boolean oneWord = storage == Storage.DECIMAL
                ? type.precision() <= LONG_DIGITS
                : storage != Storage.BYTES && storage != Storage.OBJECT;
        return oneWord && !type.nullable();
    }

    /** Whether rows with equal words are equal in the order. */
    boolean isExact() {
        return exact;
    }

    /** Stores what {@link #compareRecord} looks at, if rows with equal words have to be compared. */
    void store(Records records, int id, Batch batch, int row) {
        for (int k = 0; !exact && k < keys.length; k++) {
            fields[k].store(records, id, batch.column(keys[k].column()), row);
        }
    }

    void words(Batch batch, long[] words) {
        int rows = batch.rowCount();
        if (keys.length == 0) {
            Arrays.fill(words, 0, rows, 0);
            return;
        }
        SortKey key = keys[0];
        Column column = batch.column(key.column());
        ascending(column, words, rows);
        if (key.descending()) {
            for (int row = 0; row < rows; row++) {
                words[row] = ~words[row];
            }
        }
        boolean[] nulls = column.nulls();
        if (nulls != null) {
            long ofNull = key.nullsFirst() ? Long.MIN_VALUE : Long.MAX_VALUE;
            for (int row = 0; row < rows; row++) {
                words[row] = nulls[row] ? ofNull : words[row];
            }
        }
    }

    private static void ascending(Column column, long[] words, int rows) {
        switch (column) {
            case LongColumn c -> System.arraycopy(c.values(), 0, words, 0, rows);
            case IntColumn c -> {
                for (int row = 0; row < rows; row++) {
                    words[row] = c.values()[row];
                }
            }
            case DoubleColumn c -> {
                for (int row = 0; row < rows; row++) {
                    long bits = Double.doubleToLongBits(c.values()[row]);
                    words[row] = bits ^ bits >> 63 & Long.MAX_VALUE;
                }
            }
            case DecimalColumn c -> {
                for (int row = 0; row < rows; row++) {
                    words[row] = decimal(c.high(row), c.low()[row]);
                }
            }
            case BytesColumn c -> {
                for (int row = 0; row < rows; row++) {
                    words[row] = prefix(c.data(), c.offsets()[row], c.offsets()[row + 1]);
                }
            }
            default -> throw new UnsupportedOperationException("rows, arrays and maps have no order");
        }
    }

    /** The value, or the nearest that fits a word. */
    private static long decimal(long high, long low) {
        return high == low >> 63 ? low : high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** The first eight bytes. */
    private static long prefix(byte[] data, int from, int to) {
        long word = 0;
        int end = Math.min(to, from + Long.BYTES);
        for (int i = from; i < end; i++) {
            word |= (data[i] & 0xFFL) << 56 - 8 * (i - from);
        }
        return word ^ Long.MIN_VALUE;
    }

    /** How two rows compare. */
    int compareRows(Batch batch, int left, int right) {
        for (SortKey key : keys) {
            Column column = batch.column(key.column());
            boolean leftNull = column.isNull(left);
            boolean rightNull = column.isNull(right);
            int result = leftNull || rightNull
                    ? ofNulls(key, leftNull, rightNull)
                    : directed(key, ColumnOrder.compare(column, left, right));
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    /** How a record compares with a row. */
    int compareRecord(Records records, int id, Batch batch, int row) {
        for (int k = 0; k < keys.length; k++) {
            Column column = batch.column(keys[k].column());
            boolean leftNull = fields[k].isNull(records, id);
            boolean rightNull = column.isNull(row);
            int result = leftNull || rightNull
                    ? ofNulls(keys[k], leftNull, rightNull)
                    : directed(keys[k], fields[k].compareTo(records, id, column, row));
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    private static int directed(SortKey key, int ascending) {
        return key.descending() ? Integer.compare(0, ascending) : ascending;
    }

    private static int ofNulls(SortKey key, boolean left, boolean right) {
        if (left == right) {
            return 0;
        }
        return left == key.nullsFirst() ? -1 : 1;
    }
}
