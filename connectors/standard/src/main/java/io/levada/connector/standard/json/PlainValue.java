package io.levada.connector.standard.json;

import io.levada.core.data.BytesColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads values as programs write them, eight bytes at a time: ASCII strings with short escapes, copied while their end is
 * looked for, and whole numbers of up to 15 digits that aren't negative. Whatever else it leaves to the cursor.
 */
final class PlainValue {
    /** Nothing was read. */
    static final int NOT_PLAIN = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    /** Added to a byte it sets the highest bit when that was ten or more. */
    private static final long OVER_NINE = 0x7676767676767676L;

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

    private PlainValue() {}

    /** Appends the string whose first byte is at {@code from}; the index after its closing quote, or {@link #NOT_PLAIN}. */
    static int string(byte[] b, int from, int end, BytesColumn column) {
        int i = from;
        int start = column.reserve(end - from + 8);
        byte[] out = column.data();
        int to = start;
        int last = Math.min(end, b.length - 7);
        while (i < last) {
            long word = (long) LONGS.get(b, i);
            LONGS.set(out, to, word);
            long found = JsonCursor.special(word);
            if (found == 0) {
                i += 8;
                to += 8;
                continue;
            }
            int plain = Long.numberOfTrailingZeros(found) >>> 3;
            i += plain;
            to += plain;
            if (i >= end) {
                return NOT_PLAIN;
            }
            if (b[i] == '"') {
                column.commit(to - start);
                return i + 1;
            }
            byte meant = b[i] == '\\' && i + 1 < end ? JsonCursor.shortEscape(b[i + 1]) : 0;
            if (meant == 0) {
                return NOT_PLAIN;
            }
            out[to++] = meant;
            i += 2;
        }
        return NOT_PLAIN;
    }

    /** The number at {@code from}, or {@link #NOT_PLAIN}. */
    static long number(byte[] b, int from, int end) {
        if (from + 16 > b.length) {
            return NOT_PLAIN;
        }
        long word = (long) LONGS.get(b, from) ^ ZEROS;
        int digits = digits(word);
        if (digits == 0 || digits > 1 && b[from] == '0') {
            return NOT_PLAIN;
        }
        long value = eight(word, digits);
        if (digits == 8) {
            long more = (long) LONGS.get(b, from + 8) ^ ZEROS;
            int count = digits(more);
            if (count == 8) {
                return NOT_PLAIN;
            }
            if (count > 0) {
                value = value * POWERS[count] + eight(more, count);
                digits += count;
            }
        }
        int after = from + digits;
        return after < end && (b[after] == ',' || b[after] == '}' || b[after] == ']') ? value : NOT_PLAIN;
    }

    /** The index after a number that {@link #number} has read. */
    static int afterNumber(byte[] b, int from) {
        int digits = digits((long) LONGS.get(b, from) ^ ZEROS);
        return from + (digits < 8 ? digits : 8 + digits((long) LONGS.get(b, from + 8) ^ ZEROS));
    }

    /** How many bytes from the first one on are less than ten. */
    private static int digits(long word) {
        return Long.numberOfTrailingZeros((word + OVER_NINE | word) & HIGH_BITS) >>> 3;
    }

    /** The number whose digits are the first bytes; pairs, fours and eights of them are put together at once. */
    private static long eight(long word, int digits) {
        long d = word << 64 - 8 * digits;
        d = (d & 0x0F0F0F0F0F0F0F0FL) * 2561 >>> 8;
        d = (d & 0x00FF00FF00FF00FFL) * 6553601 >>> 16;
        return (d & 0x0000FFFF0000FFFFL) * 42949672960001L >>> 32;
    }
}
