package io.levada.core.data;

import java.util.Arrays;

/** Values of {@link io.levada.core.type.Storage#DOUBLE} storage. As keys, NaN equals NaN and -0.0 differs from 0.0. */
public final class DoubleColumn extends Column {
    private double[] values;

    public DoubleColumn(int capacity) {
        values = new double[capacity];
    }

    /** Takes over arrays that are filled already. */
    public DoubleColumn(double[] values, int size) {
        this.values = values;
        this.size = size;
    }

    public double[] values() {
        return values;
    }

    public double get(int row) {
        return values[row];
    }

    public void append(double value) {
        if (size == values.length) {
            ensureCapacity(size + 1);
        }
        values[size++] = value;
    }

    @Override
    public Column emptied() {
        return new DoubleColumn(values, 0);
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
            append(((DoubleColumn) source).values[row]);
        }
    }

    @Override
    public void appendFrom(Column source, int[] rows, int count) {
        ensureCapacity(size + count);
        double[] from = ((DoubleColumn) source).values;
        double[] to = values;
        int start = size;
        for (int i = 0; i < count; i++) {
            to[start + i] = from[rows[i]];
        }
        size = start + count;
        markNulls(source, rows, count, start);
    }

    @Override
    public long hash(int row) {
        return isNull(row) ? Hashing.NULL : Hashing.mix(Double.doubleToLongBits(values[row]));
    }

    @Override
    public boolean equalAt(int row, Column other, int otherRow) {
        boolean isNull = isNull(row);
        if (isNull || other.isNull(otherRow)) {
            return isNull == other.isNull(otherRow);
        }
        return Double.doubleToLongBits(values[row]) == Double.doubleToLongBits(((DoubleColumn) other).values[otherRow]);
    }

    @Override
    public long memoryBytes() {
        return (long) values.length * Double.BYTES;
    }
}
