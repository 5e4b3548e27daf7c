package io.levada.core.data;

import io.levada.core.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column of a batch: a growing array with marks for NULL.
 *
 * <p>Life: one owner appends; then the column is put into a {@link Batch}, is shared freely between threads and never
 * changes again. The arrays are public to the generated loops through the subclasses; their length is the capacity,
 * {@link #size()} says how much of it is filled. The value under a NULL is undefined but readable.
 */
public abstract sealed class Column
        permits IntColumn, LongColumn, DoubleColumn, DecimalColumn, BytesColumn, ObjectColumn {
    private boolean @Nullable [] nulls;
    protected int size;

    /** An empty column for values of that type. */
    public static Column create(DataType type, int capacity) {
        int room = Math.max(capacity, 4);
        return switch (type.storage()) {
            case INT -> new IntColumn(room);
            case LONG -> new LongColumn(room);
            case DOUBLE -> new DoubleColumn(room);
            case DECIMAL -> new DecimalColumn(room, type.scale());
            case BYTES -> new BytesColumn(room);
            case OBJECT -> new ObjectColumn(room);
        };
    }

    public final int size() {
        return size;
    }

    public final boolean isNull(int row) {
        return nulls != null && nulls[row];
    }

    /** The marks, at least {@link #size()} long, or null when no value is NULL. */
    public final boolean @Nullable [] nulls() {
        return nulls;
    }

    protected final void markNull(int row) {
        if (nulls == null) {
            nulls = new boolean[capacity()];
        } else if (row >= nulls.length) {
            nulls = Arrays.copyOf(nulls, Math.max(capacity(), row + 1));
        }
        nulls[row] = true;
    }

    /** Keeps the marks as long as the values; subclasses call it when they grow. */
    protected final void growNulls(int capacity) {
        if (nulls != null && nulls.length < capacity) {
            nulls = Arrays.copyOf(nulls, capacity);
        }
    }

    /** For generated code that fills the arrays itself: takes over the marks and the size. */
    public final void setFilled(int size, boolean @Nullable [] nulls) {
        this.size = size;
        this.nulls = nulls;
    }

    /** Forgets the values at and after {@code size}: how a decoder takes back a half-read record. */
    public void truncate(int size) {
        if (nulls != null) {
            Arrays.fill(nulls, Math.min(size, nulls.length), Math.min(this.size, nulls.length), false);
        }
        this.size = size;
    }

    /** An empty column in this one's array, for when nobody holds this one; null for types whose values may live on elsewhere. */
    public @Nullable Column emptied() {
        return null;
    }

    public abstract int capacity();

    public abstract void ensureCapacity(int capacity);

    public abstract void appendNull();

    /** Appends one value of another column of the same class. */
    public abstract void appendFrom(Column source, int row);

    /** Appends chosen values of another column of the same class. */
    public void appendFrom(Column source, int[] rows, int count) {
        ensureCapacity(size + count);
        for (int i = 0; i < count; i++) {
            appendFrom(source, rows[i]);
        }
    }

    /** After the values of chosen rows were appended at {@code start}: marks those that are NULL in the source. */
    protected final void markNulls(Column source, int[] rows, int count, int start) {
        boolean[] marks = source.nulls;
        if (marks != null) {
            for (int i = 0; i < count; i++) {
                if (marks[rows[i]]) {
                    markNull(start + i);
                }
            }
        }
    }

    /** A stable hash of one value, {@link Hashing#NULL} for NULL; equal values of one type have equal hashes. */
    public abstract long hash(int row);

    /** Whether two values of columns of one class are equal; NULL equals NULL, as for a grouping key. */
    public abstract boolean equalAt(int row, Column other, int otherRow);

    /** Roughly, the bytes that the values take. */
    public abstract long memoryBytes();
}
