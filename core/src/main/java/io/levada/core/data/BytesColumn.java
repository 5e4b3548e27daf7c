package io.levada.core.data;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@link io.levada.core.type.Storage#BYTES} storage: one array of bytes; value {@code i} lies from
 * {@code offsets[i]} to {@code offsets[i + 1]}.
 */
public final class BytesColumn extends Column {
    private static final int ASSUMED_VALUE_BYTES = 16;
    private static final byte[] NO_BYTES = {};

    private int[] offsets;
    private byte[] data;
    /** The object as which all values were appended so far; null when they weren't. */
    private @Nullable Bytes only;

    public BytesColumn(int capacity) {
        offsets = new int[capacity + 1];
        data = NO_BYTES;
    }

    public int[] offsets() {
        return offsets;
    }

    public byte[] data() {
        return data;
    }

    /** A view that stays valid as long as it is referenced. */
    public Bytes get(int row) {
        int start = offsets[row];
        return new Bytes(data, start, offsets[row + 1] - start);
    }

    public int length(int row) {
        return offsets[row + 1] - offsets[row];
    }

    public void append(Bytes value) {
        boolean same = value == only || size == 0;
        append(value.array(), value.offset(), value.length());
        only = same ? value : null;
    }

    /**
     * Whether all values are known to be one, which isn't NULL: a function that gave the same object for each row, such as
     * the day of rows that follow each other. Then what holds for row 0 holds for all.
     */
    public boolean isUniform() {
        return only != null && size > 0 && nulls() == null;
    }

    public void append(byte[] source, int offset, int length) {
        ensureCapacity(size + 1);
        int start = offsets[size];
        ensureData(start + length);
        System.arraycopy(source, offset, data, start, length);
        offsets[++size] = start + length;
        only = null;
    }

    /**
     * For writers that produce bytes in place: makes room for {@code length} more bytes and gives the position in
     * {@link #data()} at which they start; {@link #commit} ends the value.
     */
    public int reserve(int length) {
        ensureCapacity(size + 1);
        ensureData(offsets[size] + length);
        return offsets[size];
    }

    /** Makes room for so many more bytes of values, and no more than that in a column that has none yet. */
    public void reserveData(long bytes) {
        long length = offsets[size] + bytes;
        if (data.length == 0 && length <= Integer.MAX_VALUE) {
            data = new byte[(int) length];
        } else {
            ensureData(length > Integer.MAX_VALUE ? -1 : (int) length);
        }
    }

    /** Ends the value whose bytes were written at {@link #reserve}. */
    public void commit(int length) {
        int start = offsets[size];
        offsets[++size] = start + length;
        only = null;
    }

    private void ensureData(int length) {
        if (length < 0) {
            throw new IllegalStateException("a batch column grew past 2 GiB");
        }
        if (length > data.length) {
            long room = data.length == 0 ? (long) capacity() * ASSUMED_VALUE_BYTES : data.length * 2L;
            data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(length, room)));
        }
    }

    @Override
    public int capacity() {
        return offsets.length - 1;
    }

    @Override
    public void ensureCapacity(int capacity) {
        if (capacity >= offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.max(capacity, capacity() * 2) + 1);
            growNulls(capacity());
        }
    }

    @Override
    public void appendNull() {
        ensureCapacity(size + 1);
        offsets[size + 1] = offsets[size];
        size++;
        only = null;
        markNull(size - 1);
    }

    @Override
    public void appendFrom(Column source, int row) {
        if (source.isNull(row)) {
            appendNull();
        } else {
            BytesColumn that = (BytesColumn) source;
            append(that.data, that.offsets[row], that.length(row));
        }
    }

    @Override
    public void appendFrom(Column source, int[] rows, int count) {
        ensureCapacity(size + count);
        BytesColumn that = (BytesColumn) source;
        if (size == 0 && count > 0 && that.isUniform()) {
            fill(Objects.requireNonNull(that.only), count);
            return;
        }
        only = null;
        long length = 0;
        for (int i = 0; i < count; i++) {
            length += that.length(rows[i]);
        }
        reserveData(length);
        int start = size;
        int end = offsets[start];
        boolean[] nulls = source.nulls();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int from = that.offsets[row];
            int bytes = nulls != null && nulls[row] ? 0 : that.offsets[row + 1] - from;
            System.arraycopy(that.data, from, data, end, bytes);
            end += bytes;
            offsets[start + i + 1] = end;
        }
        size = start + count;
        markNulls(source, rows, count, start);
    }

    /** Makes an empty column one of {@code count} times that value. */
    private void fill(Bytes value, int count) {
        int length = value.length();
        reserveData((long) length * count);
        System.arraycopy(value.array(), value.offset(), data, 0, length);
        for (int filled = length, all = length * count; filled < all; filled *= 2) {
            System.arraycopy(data, 0, data, filled, Math.min(filled, all - filled));
        }
        for (int i = 1; i <= count; i++) {
            offsets[i] = i * length;
        }
        size = count;
        only = value;
    }

    @Override
    public long hash(int row) {
        return isNull(row) ? Hashing.NULL : Hashing.bytes(data, offsets[row], length(row));
    }

    @Override
    public boolean equalAt(int row, Column other, int otherRow) {
        boolean isNull = isNull(row);
        if (isNull || other.isNull(otherRow)) {
            return isNull == other.isNull(otherRow);
        }
        BytesColumn that = (BytesColumn) other;
        return Arrays.equals(
                data, offsets[row], offsets[row + 1], that.data, that.offsets[otherRow], that.offsets[otherRow + 1]);
    }

    @Override
    public long memoryBytes() {
        return data.length + (long) offsets.length * Integer.BYTES;
    }
}
