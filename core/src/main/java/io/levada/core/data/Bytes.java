package io.levada.core.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A view of some bytes: a string in UTF-8 or a binary value. Immutable by convention: whoever holds one must not write
 * to the array. Ordered by unsigned bytes, which for UTF-8 is the order of code points.
 */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    public Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public static Bytes of(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    /** The UTF-8 form of a string. */
    public static Bytes of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    /** In bytes. */
    public int length() {
        return length;
    }

    public byte byteAt(int index) {
        return array[offset + index];
    }

    /** A view of a part; indexes in bytes. */
    public Bytes slice(int from, int to) {
        return new Bytes(array, offset + from, to - from);
    }

    /** A copy that shares nothing. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** The bytes decoded as UTF-8. */
    @Override
    public String toString() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        return (int) Hashing.bytes(array, offset, length);
    }

    @Override
    public int compareTo(Bytes that) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }
}
