package io.levada.connector.standard.text;

import io.levada.core.data.BytesColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing array of bytes to write one record or line into. Reused; used by one thread. */
public final class ByteWriter {
    private static final VarHandle PAIRS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    /** The two digits of 0 to 99. */
    private static final short[] DIGITS = new short[100];

    static {
        for (int i = 0; i < DIGITS.length; i++) {
            DIGITS[i] = (short) ('0' + i / 10 | '0' + i % 10 << 8);
        }
    }

    private byte[] array;
    private int size;

    public ByteWriter(int capacity) {
        array = new byte[Math.max(16, capacity)];
    }

    public void clear() {
        size = 0;
    }

    public byte[] array() {
        return array;
    }

    public int size() {
        return size;
    }

    /** Takes back what was written at and after {@code newSize}. */
    public void truncate(int newSize) {
        size = newSize;
    }

    /** Makes room for {@code more} bytes. */
    public void ensure(int more) {
        if (size + more > array.length || size + more < 0) {
            long room = Math.max((long) size + more, array.length * 2L);
            if ((long) size + more > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException("a record grew past 2 GiB");
            }
            array = Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 8, room));
        }
    }

    public void write(int oneByte) {
        ensure(1);
        array[size++] = (byte) oneByte;
    }

    public void write(byte[] source) {
        write(source, 0, source.length);
    }

    public void write(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, array, size, length);
        size += length;
    }

    /** Text of characters below 128. */
    @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int) is what is wanted: the low bytes, no allocation
    public void writeAscii(String text) {
        int length = text.length();
        ensure(length);
        text.getBytes(0, length, array, size);
        size += length;
    }

    /** Decimal digits, as Long.toString. */
    public void writeLong(long value) {
        if (value == Long.MIN_VALUE) {
            writeAscii("-9223372036854775808");
            return;
        }
        if (value < 0) {
            write('-');
        }
        long rest = Math.abs(value);
        writePadded(rest, digits(rest));
    }

    /** A value that isn't negative, with zeros before it up to {@code width} digits. */
    public void writePadded(long value, int width) {
        int length = Math.max(width, digits(value));
        ensure(length);
        int i = size + length;
        long rest = value;
        // Divisions of ints take a third of the time.
        while (rest > Integer.MAX_VALUE) {
            long hundreds = rest / 100;
            i -= 2;
            PAIRS.set(array, i, DIGITS[(int) (rest - hundreds * 100)]);
            rest = hundreds;
        }
        int low = (int) rest;
        while (i - size >= 2) {
            int hundreds = low / 100;
            i -= 2;
            PAIRS.set(array, i, DIGITS[low - hundreds * 100]);
            low = hundreds;
        }
        if (i > size) {
            array[size] = (byte) ('0' + low);
        }
        size += length;
    }

    private static int digits(long value) {
        // The logarithm to base 10 by that to base 2, which is one too small at times.
        long odd = value | 1;
        int digits = (Long.SIZE - Long.numberOfLeadingZeros(odd)) * 1233 >>> 12;
        return odd >= LongPowers.TEN[digits] ? digits + 1 : digits;
    }

    /** Appends what was written as one value. */
    public void appendTo(BytesColumn target) {
        target.append(array, 0, size);
    }
}
