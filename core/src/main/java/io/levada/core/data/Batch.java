package io.levada.core.data;

import io.levada.core.type.RowType;
import org.jspecify.annotations.Nullable;

/**
 * A columnar chunk of changes that move together: at least one row, at most {@link #MAX_ROWS} unless an operator had a
 * reason. All columns have {@code rowCount} values. Immutable once handed on.
 *
 * @param kinds the {@link ChangeKind} code of each row, at least {@code rowCount} long; null when all are inserts
 */
public record Batch(int rowCount, Column[] columns, byte @Nullable [] kinds) implements Message {
    public static final int MAX_ROWS = 4096;

    public static Batch inserts(int rowCount, Column... columns) {
        return new Batch(rowCount, columns, null);
    }

    /** Empty columns of the given types, to be filled and made a batch. */
    public static Column[] columnsFor(RowType type, int capacity) {
        Column[] columns = new Column[type.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Column.create(type.type(i), capacity);
        }
        return columns;
    }

    /**
     * A batch of the first {@code count} of some rows of this one.
     *
     * @param some columns of the same types: empty ones to be filled, and such as have the values already
     */
    public Batch chosen(int[] rows, int count, Column[] some) {
        for (int i = 0; i < some.length; i++) {
            if (some[i].size() < count) {
                some[i].appendFrom(columns[i], rows, count);
            }
        }
        if (kinds == null) {
            return inserts(count, some);
        }
        byte[] someKinds = new byte[count];
        for (int i = 0; i < count; i++) {
            someKinds[i] = kinds[rows[i]];
        }
        return new Batch(count, some, someKinds);
    }

    public Column column(int index) {
        return columns[index];
    }

    public byte kind(int row) {
        return kinds == null ? ChangeKind.I : kinds[row];
    }

    public boolean isInsertOnly() {
        return kinds == null;
    }

    public long memoryBytes() {
        long bytes = kinds == null ? 0 : kinds.length;
        for (Column column : columns) {
            bytes += column.memoryBytes();
        }
        return bytes;
    }
}
