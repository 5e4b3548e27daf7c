package io.levada.core.data;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values of {@link io.levada.core.type.Storage#OBJECT} storage, in the boxed forms that {@link Row} describes. */
public final class ObjectColumn extends Column {
    private static final int ASSUMED_OBJECT_BYTES = 64;

    private @Nullable Object[] values;

    public ObjectColumn(int capacity) {
        values = new Object[capacity];
    }

    public @Nullable Object[] values() {
        return values;
    }

    public @Nullable Object get(int row) {
        return values[row];
    }

    /** Appends a value; null is NULL. */
    public void append(@Nullable Object value) {
        ensureCapacity(size + 1);
        values[size++] = value;
        if (value == null) {
            markNull(size - 1);
        }
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
        append(null);
    }

    @Override
    public void appendFrom(Column source, int row) {
        append(source.isNull(row) ? null : ((ObjectColumn) source).values[row]);
    }

    @Override
    public long hash(int row) {
        return isNull(row) ? Hashing.NULL : Hashing.mix(Objects.hashCode(values[row]));
    }

    @Override
    public boolean equalAt(int row, Column other, int otherRow) {
        return Objects.equals(
                isNull(row) ? null : values[row],
                other.isNull(otherRow) ? null : ((ObjectColumn) other).values[otherRow]);
    }

    @Override
    public long memoryBytes() {
        return (long) values.length * ASSUMED_OBJECT_BYTES;
    }
}
