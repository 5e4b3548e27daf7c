package io.levada.core.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@link io.levada.core.type.Storage#DECIMAL} storage: unscaled two's-complement 128-bit integers, all of the
 * column's scale. The high halves are only there once some value needs more than a {@code long}: most columns of money
 * never do, and then they are half as large.
 */
public final class DecimalColumn extends Column {
    private final int scale;
    private long @Nullable [] high;
    private long[] low;

    public DecimalColumn(int capacity, int scale) {
        this.scale = scale;
        low = new long[capacity];
    }

    /**
     * Takes over arrays that are filled already.
     *
     * @param high null when each value fits a {@code long}; else as long as {@code low}
     */
    public DecimalColumn(long @Nullable [] high, long[] low, int size, int scale) {
        this.scale = scale;
        this.high = high;
        this.low = low;
        this.size = size;
    }

    public int scale() {
        return scale;
    }

    /** The high halves, or null when each value fits a {@code long}. */
    public long @Nullable [] high() {
        return high;
    }

    /** The high half of one value. */
    public long high(int row) {
        return high == null ? low[row] >> 63 : high[row];
    }

    /** The low halves: whole values where {@link #high()} is null. */
    public long[] low() {
        return low;
    }

    /** High halves for values that fit a {@code long}, in an array as long as theirs. */
    public static long[] highOf(long[] low, int count) {
        long[] high = new long[low.length];
        for (int i = 0; i < count; i++) {
            high[i] = low[i] >> 63;
        }
        return high;
    }

    public BigDecimal get(int row) {
        return toBigDecimal(high(row), low[row], scale);
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
        if (high == null && highHalf != lowHalf >> 63) {
            high = highOf(low, size);
        }
        if (high != null) {
            high[size] = highHalf;
        }
        low[size++] = lowHalf;
    }

    @Override
    public int capacity() {
        return low.length;
    }

    @Override
    public void ensureCapacity(int capacity) {
        if (capacity > low.length) {
            int room = Math.max(capacity, low.length * 2);
            high = high == null ? null : Arrays.copyOf(high, room);
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
            appendUnscaled(that.high(row), that.low[row]);
        }
    }

    @Override
    public void appendFrom(Column source, int[] rows, int count) {
        ensureCapacity(size + count);
        DecimalColumn that = (DecimalColumn) source;
        int start = size;
        long[] from = that.low;
        for (int i = 0; i < count; i++) {
            low[start + i] = from[rows[i]];
        }
        if (high == null && that.high != null) {
            high = highOf(low, start);
        }
        if (high != null) {
            for (int i = 0; i < count; i++) {
                high[start + i] = that.high(rows[i]);
            }
        }
        size = start + count;
        markNulls(source, rows, count, start);
    }

    @Override
    public long hash(int row) {
        return isNull(row) ? Hashing.NULL : Hashing.combine(Hashing.mix(high(row)), low[row]);
    }

    @Override
    public boolean equalAt(int row, Column other, int otherRow) {
        boolean isNull = isNull(row);
        if (isNull || other.isNull(otherRow)) {
            return isNull == other.isNull(otherRow);
        }
        DecimalColumn that = (DecimalColumn) other;
        return low[row] == that.low[otherRow] && high(row) == that.high(otherRow);
    }

    @Override
    public long memoryBytes() {
        return (long) low.length * (high == null ? 1 : 2) * Long.BYTES;
    }
}
