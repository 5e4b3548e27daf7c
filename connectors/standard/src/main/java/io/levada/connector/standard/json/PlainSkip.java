package io.levada.connector.standard.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Passes the values that most fields have, ASCII strings without escapes and whole numbers, with nothing but locals: one
 * place in the text follows from the other without a trip through the cursor's fields. Whatever else it leaves to
 * {@link JsonCursor#skipValue}.
 */
final class PlainSkip {
    /** Nothing was passed. */
    static final int NOT_PLAIN = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_NUMBER = 18;

    private PlainSkip() {}

    /** The index after the value at {@code i}, or {@link #NOT_PLAIN}. */
    static int value(byte[] b, int i, int end) {
        if (i >= end) {
            return NOT_PLAIN;
        }
        int first = b[i];
        if (first == '"') {
            return string(b, i + 1, end);
        }
        return first >= '1' && first <= '9' ? number(b, i + 1, end) : NOT_PLAIN;
    }

    private static int string(byte[] b, int from, int end) {
        int i = from;
        while (i + 8 <= end) {
            long found = JsonCursor.special((long) LONGS.get(b, i));
            if (found != 0) {
                i += Long.numberOfTrailingZeros(found) >>> 3;
                return b[i] == '"' ? i + 1 : NOT_PLAIN;
            }
            i += 8;
        }
        return NOT_PLAIN;
    }

    private static int number(byte[] b, int from, int end) {
        int limit = Math.min(end, from + LONGEST_NUMBER);
        for (int i = from; i < limit; i++) {
            byte c = b[i];
            if (c < '0' || c > '9') {
                return c == ',' || c == '}' ? i : NOT_PLAIN;
            }
        }
        return NOT_PLAIN;
    }
}
