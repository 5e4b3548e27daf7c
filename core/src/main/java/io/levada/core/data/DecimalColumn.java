package io.levada.core.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Values of {@link io.levada.core.type.Storage#DECIMAL} storage: unscaled two's-complement 128-bit integers, all of the
 * column's scale. Where {@code high == low >> 63} the value fits a {@code long}.
 */
public final class DecimalColumn extends Column {
    private final int scale;
    private long[] high;
    private long[] low;

    public DecimalColumn(int capacity, int scale) {
        this.scale = scale;
        high = new long[capacity];
        low = new long[capacity];
    }

    public int scale() {
        return scale;
    }

    public long[] high() {
        return high;
    }

    public long[] low() {
        return low;
    }

    public BigDecimal get(int row) {
        return toBigDecimal(high[row], low[row], scale);
    }

    /** Joins the two halves of an unscaled value. */
    public static BigDecimal toBigDecimal(long high, long low, int scale) {
        if (high == low >> 63) {
            return BigDecimal.valueOf(low, scale);
        }
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> (56 - 8 * i));
            bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
        }
        return new BigDecimal(new BigInteger(bytes), scale);
    }

    /** Appends a value that has, or can be given without rounding, the column's scale. */
    public void append(BigDecimal value) {
        BigDecimal scaled = value.scale() == scale ? value : value.setScale(scale, java.math.RoundingMode.UNNECESSARY);
        if (scaled.precision() <= 18) {
            long unscaled = scaled.unscaledValue().longValue();
            appendUnscaled(unscaled >> 63, unscaled);
        } else {
            BigInteger unscaled = scaled.unscaledValue();
            appendUnscaled(unscaled.shiftRight(64).longValue(), unscaled.longValue());
        }
    }

    public void appendUnscaled(long highHalf, long lowHalf) {
        ensureCapacity(size + 1);
        high[size] = highHalf;
        low[size++] = lowHalf;
    }

    @Override
    public int capacity() {
        return high.length;
    }

    @Override
    public void ensureCapacity(int capacity) {
        if (capacity > high.length) {
            int room = Math.max(capacity, high.length * 2);
            high = Arrays.copyOf(high, room);
            low = Arrays.copyOf(low, room);
            growNulls(room);
        }
    }

    @Override
    public void appendNull() {
        appendUnscaled(0, 0);
        markNull(size - 1);
    }

    @Override
    public void appendFrom(Column source, int row) {
        if (source.isNull(row)) {
            appendNull();
        } else {
            DecimalColumn that = (DecimalColumn) source;
            appendUnscaled(that.high[row], that.low[row]);
        }
    }

    @Override
    public void appendFrom(Column source, int[] rows, int count) {
        ensureCapacity(size + count);
        DecimalColumn that = (DecimalColumn) source;
        int start = size;
        for (int i = 0; i < count; i++) {
            high[start + i] = that.high[rows[i]];
            low[start + i] = that.low[rows[i]];
        }
        size = start + count;
        markNulls(source, rows, count, start);
    }

    @Override
    public long hash(int row) {
        return isNull(row) ? Hashing.NULL : Hashing.combine(Hashing.mix(high[row]), low[row]);
    }

    @Override
    public boolean equalAt(int row, Column other, int otherRow) {
        boolean isNull = isNull(row);
        if (isNull || other.isNull(otherRow)) {
            return isNull == other.isNull(otherRow);
        }
        DecimalColumn that = (DecimalColumn) other;
        return high[row] == that.high[otherRow] && low[row] == that.low[otherRow];
    }

    @Override
    public long memoryBytes() {
        return (long) high.length * 2 * Long.BYTES;
    }
}
