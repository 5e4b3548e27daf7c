package io.levada.core.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link io.levada.core.type.Storage#LONG} storage. */
public final class LongColumn extends Column {
    private long[] values;
    private boolean uniform;

    public LongColumn(int capacity) {
        values = new long[capacity];
    }

    /** Takes over arrays that are filled already. */
    public LongColumn(long[] values, int size) {
        this.values = values;
        this.size = size;
    }

    /**
     * Values that are all the same, in an array that several columns share: neither the array nor the column may be written
     * to afterwards.
     */
    public static LongColumn uniform(long[] values, int size) {
        LongColumn column = new LongColumn(values, size);
        column.uniform = true;
        return column;
    }

    /**
     * Whether all values are known to be one, which isn't NULL, because the column was made by {@link #uniform}. Then what
     * holds for row 0 holds for all, and a part of it needs no copy.
     */
    public boolean isUniform() {
        return uniform;
    }

    public long[] values() {
        return values;
    }

    public long get(int row) {
        return values[row];
    }

    public void append(long value) {
        if (size == values.length) {
            ensureCapacity(size + 1);
        }
        values[size++] = value;
    }

    @Override
    public @Nullable Column emptied() {
        return isUniform() ? null : new LongColumn(values, 0);
    }

    @Override
    public int capacity() {
        return values.length;
    }

    @Override
    public void ensureCapacity(int capacity) {
        if (capacity > values.length) {
            values = Arrays.copyOf(values, Math.max(capacity, values.length * 2));
            growNulls(values.length);
        }
    }

    @Override
    public void appendNull() {
        append(0);
        markNull(size - 1);
    }

    @Override
    public void appendFrom(Column source, int row) {
        if (source.isNull(row)) {
            appendNull();
        } else {
            append(((LongColumn) source).values[row]);
        }
    }

    @Override
    public void appendFrom(Column source, int[] rows, int count) {
        ensureCapacity(size + count);
        long[] from = ((LongColumn) source).values;
        long[] to = values;
        int start = size;
        for (int i = 0; i < count; i++) {
            to[start + i] = from[rows[i]];
        }
        size = start + count;
        markNulls(source, rows, count, start);
    }

    @Override
    public long hash(int row) {
        return isNull(row) ? Hashing.NULL : Hashing.mix(values[row]);
    }

    @Override
    public boolean equalAt(int row, Column other, int otherRow) {
        boolean isNull = isNull(row);
        if (isNull || other.isNull(otherRow)) {
            return isNull == other.isNull(otherRow);
        }
        return values[row] == ((LongColumn) other).values[otherRow];
    }

    @Override
    public long memoryBytes() {
        return (long) values.length * Long.BYTES;
    }
}
