package io.levada.connector.standard.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Passes values as programs write them, without blanks, in ASCII and with short escapes, by nothing but locals: one place
 * in the text follows from the other without a trip through the cursor's fields. Whatever else, and whatever is wrong, it
 * leaves to {@link JsonCursor#skipValue}; so what it passes must be JSON by the whole grammar.
 */
final class PlainSkip {
    /** Nothing was passed. */
    static final int NOT_PLAIN = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int NULL = 'n' | 'u' << 8 | 'l' << 16 | 'l' << 24;
    private static final int TRUE = 't' | 'r' << 8 | 'u' << 16 | 'e' << 24;
    private static final int ALSE = 'a' | 'l' << 8 | 's' << 16 | 'e' << 24;
    /** Much less than what is allowed, so that nobody has to count together with the levels around. */
    private static final int MAX_DEPTH = 16;

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
        return first == '{' || first == '[' ? nested(b, i, end) : numberOrLiteral(b, i, end);
    }

    /** The index after the quote that closes the string whose first byte is at {@code from}. */
    private static int string(byte[] b, int from, int end) {
        int i = from;
        // Words may reach over the end of the record, but not of the array.
        int last = Math.min(end, b.length - 7);
        while (i < last) {
            long found = JsonCursor.special((long) LONGS.get(b, i));
            if (found == 0) {
                i += 8;
                continue;
            }
            i += Long.numberOfTrailingZeros(found) >>> 3;
            if (i >= end) {
                return NOT_PLAIN;
            }
            if (b[i] == '"') {
                return i + 1;
            }
            if (b[i] != '\\' || i + 1 >= end || JsonCursor.shortEscape(b[i + 1]) == 0) {
                return NOT_PLAIN;
            }
            i += 2;
        }
        return NOT_PLAIN;
    }

    private static int numberOrLiteral(byte[] b, int from, int end) {
        int first = b[from];
        int i;
        if (first == '-' || first >= '0' && first <= '9') {
            i = number(b, from, end);
        } else {
            i = literal(b, from, end);
        }
        if (i < 0 || i >= end) {
            return NOT_PLAIN;
        }
        byte after = b[i];
        return after == ',' || after == '}' || after == ']' ? i : NOT_PLAIN;
    }

    private static int literal(byte[] b, int from, int end) {
        if (from + 5 > end) {
            return NOT_PLAIN;
        }
        int word = (int) INTS.get(b, from);
        if (word == NULL || word == TRUE) {
            return from + 4;
        }
        return b[from] == 'f' && (int) INTS.get(b, from + 1) == ALSE ? from + 5 : NOT_PLAIN;
    }

    private static int number(byte[] b, int from, int end) {
        int first = b[from] == '-' ? from + 1 : from;
        int i = digits(b, first, end);
        if (i == first || b[first] == '0' && i > first + 1) {
            return NOT_PLAIN;
        }
        if (i < end && b[i] == '.') {
            int fraction = i + 1;
            i = digits(b, fraction, end);
            return i == fraction ? NOT_PLAIN : i;
        }
        return i;
    }

    private static int digits(byte[] b, int from, int end) {
        int i = from;
        while (i < end && b[i] >= '0' && b[i] <= '9') {
            i++;
        }
        return i;
    }

    private static int nested(byte[] b, int from, int end) {
        int i = from;
        int depth = 0;
        int objects = 0; // a bit for each open bracket: whether it is an object's
        while (true) {
            if (i + 1 >= end) {
                return NOT_PLAIN;
            }
            byte c = b[i];
            if (c == '{' || c == '[') {
                if (++depth > MAX_DEPTH) {
                    return NOT_PLAIN;
                }
                objects = objects << 1 | (c == '{' ? 1 : 0);
                i++;
                if (b[i] != c + 2) { // a bracket that closes is two after the one that opens
                    if (c == '{' && (i = name(b, i, end)) < 0) {
                        return NOT_PLAIN;
                    }
                    continue;
                }
            } else {
                i = c == '"' ? string(b, i + 1, end) : numberOrLiteral(b, i, end);
                if (i < 0) {
                    return NOT_PLAIN;
                }
            }
            // After a value: brackets that close, then a comma.
            while (i < end && b[i] == ((objects & 1) != 0 ? '}' : ']')) {
                i++;
                objects >>>= 1;
                if (--depth == 0) {
                    return i;
                }
            }
            if (i >= end || b[i] != ',') {
                return NOT_PLAIN;
            }
            i++;
            if ((objects & 1) != 0 && (i = name(b, i, end)) < 0) {
                return NOT_PLAIN;
            }
        }
    }

    /** The index after a name and its colon. */
    private static int name(byte[] b, int from, int end) {
        if (from >= end || b[from] != '"') {
            return NOT_PLAIN;
        }
        int after = string(b, from + 1, end);
        return after > 0 && after < end && b[after] == ':' ? after + 1 : NOT_PLAIN;
    }
}
