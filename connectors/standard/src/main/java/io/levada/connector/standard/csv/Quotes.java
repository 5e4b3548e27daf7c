package io.levada.connector.standard.csv;

import io.levada.connector.standard.text.ByteWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Puts texts in quotes where Jackson, and so Flink, does: those of more than 24 characters, and those with a backslash or
 * a character not greater than both delimiter and quote. Looks at eight bytes at a time.
 */
final class Quotes {
    private static final int LONGEST_CHECKED = 24;
    private static final int MOST_BYTES_OF_A_CHARACTER = 3;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BACKSLASHES = ONES * '\\';

    private final byte quote;
    /** The escape character; the quote where there is none. */
    private final byte escape;

    private final int leastSafe;
    private final long quotes;
    private final long escapes;
    private final long leastSafes;

    /** @param options with a quote character */
    Quotes(CsvOptions options) {
        quote = (byte) options.quote();
        escape = options.escape() < 0 ? quote : (byte) options.escape();
        leastSafe = Math.max(Math.max(options.delimiter(), options.quote()), '\r') + 1;
        quotes = ONES * quote;
        escapes = ONES * escape;
        leastSafes = ONES * leastSafe;
    }

    /** Writes a text, in quotes where it needs them. */
    void write(ByteWriter out, byte[] text, int from, int to) {
        if (!areNeeded(text, from, to)) {
            out.write(text, from, to - from);
            return;
        }
        out.write(quote);
        if (hasDoubled(text, from, to)) {
            writeDoubled(out, text, from, to);
        } else {
            out.write(text, from, to - from);
        }
        out.write(quote);
    }

    /** Puts what was written from {@code start} on in quotes where it needs them. */
    void enclose(ByteWriter out, int start) {
        int end = out.size();
        if (!areNeeded(out.array(), start, end)) {
            return;
        }
        if (hasDoubled(out.array(), start, end)) {
            byte[] text = java.util.Arrays.copyOfRange(out.array(), start, end);
            out.truncate(start);
            write(out, text, 0, text.length);
            return;
        }
        out.write(quote);
        out.write(quote);
        byte[] array = out.array();
        System.arraycopy(array, start, array, start + 1, end - start);
        array[start] = quote;
    }

    private void writeDoubled(ByteWriter out, byte[] text, int from, int to) {
        int written = from;
        for (int i = from; i < to; i++) {
            byte c = text[i];
            if (c == quote || c == escape) {
                out.write(text, written, i - written);
                out.write(c);
                written = i;
            }
        }
        out.write(text, written, to - written);
    }

    private boolean areNeeded(byte[] text, int from, int to) {
        return to - from > LONGEST_CHECKED && isLong(text, from, to) || hasUnsafe(text, from, to);
    }

    /** Counts Java's characters: each byte that begins one, two for those of four bytes. */
    private static boolean isLong(byte[] text, int from, int to) {
        if (to - from > LONGEST_CHECKED * MOST_BYTES_OF_A_CHARACTER) {
            return true;
        }
        int characters = 0;
        for (int i = from; i < to; i++) {
            byte c = text[i];
            if ((c & 0xC0) != 0x80) {
                characters += (c & 0xF8) == 0xF0 ? 2 : 1;
            }
        }
        return characters > LONGEST_CHECKED;
    }

    private boolean hasUnsafe(byte[] text, int from, int to) {
        int last = to - Long.BYTES;
        if (last < from) {
            for (int i = from; i < to; i++) {
                byte c = text[i];
                if (c >= 0 && c < leastSafe || c == '\\' || c == escape) {
                    return true;
                }
            }
            return false;
        }
        for (int i = from; i < last; i += Long.BYTES) {
            if (isUnsafe((long) LONGS.get(text, i))) {
                return true;
            }
        }
        // The last eight, some of which were seen already.
        return isUnsafe((long) LONGS.get(text, last));
    }

    private boolean isUnsafe(long word) {
        return ((word - leastSafes) & ~word & HIGH_BITS) != 0 || hasZero(word ^ BACKSLASHES) || hasZero(word ^ escapes);
    }

    /** Whether there is a character that comes twice in quotes. */
    private boolean hasDoubled(byte[] text, int from, int to) {
        int last = to - Long.BYTES;
        if (last < from) {
            for (int i = from; i < to; i++) {
                if (text[i] == quote || text[i] == escape) {
                    return true;
                }
            }
            return false;
        }
        for (int i = from; i < last; i += Long.BYTES) {
            if (isDoubled((long) LONGS.get(text, i))) {
                return true;
            }
        }
        return isDoubled((long) LONGS.get(text, last));
    }

    private boolean isDoubled(long word) {
        return hasZero(word ^ quotes) || hasZero(word ^ escapes);
    }

    private static boolean hasZero(long word) {
        return (word - ONES & ~word & HIGH_BITS) != 0;
    }
}
