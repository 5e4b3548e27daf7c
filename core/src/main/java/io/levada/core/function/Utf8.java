package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Code points in UTF-8, counted and found without decoding. Malformed bytes count as one each. */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** How many code points. */
    static int length(Bytes text) {
        byte[] array = text.array();
        int count = 0;
        for (int i = text.offset(), end = i + text.length(); i < end; i++) {
            count += (array[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    static boolean isAscii(Bytes text) {
        byte[] array = text.array();
        int i = text.offset();
        int end = i + text.length();
        long eights = 0;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            eights |= (long) LONGS.get(array, i);
        }
        int bits = 0;
        for (; i < end; i++) {
            bits |= array[i];
        }
        return bits >= 0 && (eights & HIGH_BITS) == 0;
    }

    /** ASCII text in lower case: itself when it is so already. */
    static Bytes lowerAscii(Bytes text) {
        byte[] array = text.array();
        int from = text.offset();
        int length = text.length();
        byte[] out = null;
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            long eight = (long) LONGS.get(array, from + i);
            // Eight bytes below 128: the high bit of each says, after the sums, whether it is at least A, and beyond Z.
            long upper = (eight + (0x80 - 'A') * ONES ^ eight + (0x7F - 'Z') * ONES) & HIGH_BITS;
            if (upper != 0) {
                out = out == null ? text.toByteArray() : out;
                LONGS.set(out, i, eight | upper >>> 2);
            }
        }
        for (; i < length; i++) {
            byte c = array[from + i];
            if (c >= 'A' && c <= 'Z') {
                out = out == null ? text.toByteArray() : out;
                out[i] = (byte) (c + 32);
            }
        }
        return out == null ? text : Bytes.of(out);
    }

    /** The byte index, from the start of the text, of the code point with that index; the length when there are fewer. */
    static int byteIndex(Bytes text, int codePoint) {
        byte[] array = text.array();
        int start = text.offset();
        int end = start + text.length();
        int i = start;
        for (int skipped = 0; skipped < codePoint && i < end; skipped++) {
            i++;
            while (i < end && (array[i] & 0xC0) == 0x80) {
                i++;
            }
        }
        return i - start;
    }

    /** The code points from one index to another, as a view. */
    static Bytes slice(Bytes text, int from, int to) {
        int start = byteIndex(text, from);
        Bytes rest = text.slice(start, text.length());
        return rest.slice(0, byteIndex(rest, to - from));
    }

    /** The byte index of the first occurrence at or after a byte index, or -1. */
    static int indexOf(Bytes text, Bytes part, int from) {
        byte[] a = text.array();
        byte[] b = part.array();
        int n = part.length();
        if (n == 0) {
            return from <= text.length() ? from : -1;
        }
        int end = text.offset() + text.length() - n + 1;
        byte first = b[part.offset()];
        for (int i = indexOf(a, text.offset() + from, end, first); i >= 0; i = indexOf(a, i + 1, end, first)) {
            int j = 1;
            while (j < n && a[i + j] == b[part.offset() + j]) {
                j++;
            }
            if (j == n) {
                return i - text.offset();
            }
        }
        return -1;
    }

    /** The first place of a byte, or -1. Eight at a time: a loop over bytes with a way out isn't vectorised. */
    static int indexOf(byte[] array, int from, int to, byte wanted) {
        long pattern = (wanted & 0xFFL) * ONES;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long zeroWhereEqual = (long) LONGS.get(array, i) ^ pattern;
            long found = zeroWhereEqual - ONES & ~zeroWhereEqual & HIGH_BITS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (array[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
