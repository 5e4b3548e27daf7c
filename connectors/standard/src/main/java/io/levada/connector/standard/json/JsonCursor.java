package io.levada.connector.standard.json;

import io.levada.connector.standard.MalformedRecord;
import io.levada.connector.standard.text.NumberScanner;
import io.levada.connector.standard.text.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A place in a JSON text. Checks the whole grammar, also of what is skipped, so that whether a record is good doesn't
 * depend on which of its fields somebody wants. Control characters in strings are let through, as Flink does.
 */
final class JsonCursor {
    /** As deep as Jackson goes. */
    static final int MAX_DEPTH = 1000;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private static final byte[] SHORT_ESCAPES = new byte[128];

    static {
        String stand = "\"\\/bfnrt";
        String mean = "\"\\/\b\f\n\r\t";
        for (int i = 0; i < stand.length(); i++) {
            SHORT_ESCAPES[stand.charAt(i)] = (byte) mean.charAt(i);
        }
    }

    final NumberScanner number = new NumberScanner();

    byte[] bytes = new byte[0];
    int pos;
    int end;

    /** The string that was read last, without quotes; escapes are still in it when {@link #textEscaped}. */
    int textStart;

    int textEnd;
    boolean textEscaped;

    private int depth;
    private byte[] unescaped = new byte[64];

    void reset(byte[] record, int offset, int length) {
        bytes = record;
        pos = offset;
        end = offset + length;
        depth = 0;
        if (length >= 3
                && record[offset] == (byte) 0xEF
                && record[offset + 1] == (byte) 0xBB
                && record[offset + 2] == (byte) 0xBF) {
            pos += 3;
        }
    }

    /** Passes blanks and gives the byte after them, which stays unread. */
    int peek() {
        while (pos < end) {
            int c = bytes[pos];
            if (c > ' ' || c < 0) {
                return c;
            }
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                throw unexpected(pos);
            }
            pos++;
        }
        throw MalformedRecord.syntax("the record ends in the middle of its JSON", pos);
    }

    /** Whether only blanks are left. */
    boolean atEnd() {
        return pos >= end || onlyBlanks();
    }

    private boolean onlyBlanks() {
        for (int i = pos; i < end; i++) {
            int c = bytes[i];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                pos = i;
                return false;
            }
        }
        return true;
    }

    void expect(char wanted) {
        if (peek() != wanted) {
            throw MalformedRecord.syntax("expected '" + wanted + "' but found " + shown(pos), pos);
        }
        pos++;
    }

    /** After a member or element: passes the comma and says true, or the closing bracket and says false. */
    boolean another(char closing) {
        int c = pos < end ? bytes[pos] : 0;
        if (c <= ' ') {
            c = peek();
        }
        if (c == ',') {
            pos++;
            return true;
        }
        if (c == closing) {
            pos++;
            return false;
        }
        throw MalformedRecord.syntax("expected ',' or '" + closing + "' but found " + shown(pos), pos);
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw MalformedRecord.syntax("nested deeper than " + MAX_DEPTH + " levels", pos);
        }
    }

    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    /** Goes back to a value that was begun, to pass it in another way. */
    void back(int position, int depthThere) {
        pos = position;
        depth = depthThere;
    }

    /** Reads the string whose opening quote is next; it lies in {@link #textStart} to {@link #textEnd} then. */
    void readString() {
        if (peek() != '"') {
            throw MalformedRecord.syntax("expected a string but found " + shown(pos), pos);
        }
        byte[] b = bytes;
        int limit = end;
        int i = pos + 1;
        textStart = i;
        boolean escaped = false;
        while (true) {
            while (i + 8 <= limit) {
                long found = special((long) LONGS.get(b, i));
                if (found != 0) {
                    i += Long.numberOfTrailingZeros(found) >>> 3;
                    break;
                }
                i += 8;
            }
            if (i >= limit) {
                throw MalformedRecord.syntax("a string isn't closed", pos);
            }
            byte c = b[i];
            if (c == '"') {
                textEnd = i;
                textEscaped = escaped;
                pos = i + 1;
                return;
            }
            if (c == '\\') {
                i = escapeEnd(i);
                escaped = true;
            } else if (c < 0) {
                i = afterNonAscii(i);
            } else {
                i++;
            }
        }
    }

    /**
     * A mark in the highest bit of the first byte that is a quote, a backslash or not ASCII (and perhaps of later ones);
     * 0 when there is none.
     */
    static long special(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return ((quotes - ONES) & ~quotes | (backslashes - ONES) & ~backslashes | word) & HIGH_BITS;
    }

    /** What a backslash and that byte stand for; 0 where the two aren't a whole escape. */
    static byte shortEscape(byte c) {
        return c < 0 ? 0 : SHORT_ESCAPES[c];
    }

    private int afterNonAscii(int from) {
        int i = from;
        do {
            int next = Utf8.sequenceEnd(bytes, i, end);
            if (next < 0) {
                throw MalformedRecord.syntax("a string holds bytes that aren't UTF-8", i);
            }
            i = next;
        } while (i < end && bytes[i] < 0);
        return i;
    }

    private int escapeEnd(int backslash) {
        int at = backslash + 1;
        if (at < end) {
            if (shortEscape(bytes[at]) != 0) {
                return at + 1;
            }
            if (bytes[at] == 'u' && at + 4 < end && hex4(at + 1) >= 0) {
                return at + 5;
            }
        }
        throw MalformedRecord.syntax("a string holds an escape that JSON doesn't have", backslash);
    }

    private int hex4(int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Writes the string that was read last, without escapes, and gives the index after it. */
    int unescape(byte[] target, int from) {
        int out = from;
        int i = textStart;
        while (i < textEnd) {
            byte c = bytes[i++];
            if (c != '\\') {
                target[out++] = c;
                continue;
            }
            c = bytes[i++];
            if (c != 'u') {
                target[out++] = shortEscape(c);
                continue;
            }
            int unit = hex4(i);
            i += 4;
            int codePoint = unit;
            if (Character.isHighSurrogate((char) unit) && startsLowSurrogate(i)) {
                codePoint = Character.toCodePoint((char) unit, (char) hex4(i + 2));
                i += 6;
            } else if (unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE) {
                // Half a pair has no UTF-8; Java, and so Flink, writes a question mark.
                codePoint = '?';
            }
            out = Utf8.write(codePoint, target, out);
        }
        return out;
    }

    private boolean startsLowSurrogate(int i) {
        return i + 6 <= textEnd
                && bytes[i] == '\\'
                && bytes[i + 1] == 'u'
                && Character.isLowSurrogate((char) hex4(i + 2));
    }

    /** The array that holds the string that was read last without escapes; start and end point into it. */
    byte[] plainText() {
        if (!textEscaped) {
            return bytes;
        }
        if (unescaped.length < textEnd - textStart) {
            unescaped = new byte[textEnd - textStart];
        }
        int length = unescape(unescaped, 0);
        textStart = 0;
        textEnd = length;
        textEscaped = false;
        return unescaped;
    }

    /** Reads the number that is next into {@link #number}. */
    void readNumber() {
        int after = number.scan(bytes, pos, end);
        if (after < 0) {
            throw unexpected(-1 - after);
        }
        pos = after;
    }

    void readLiteral(String literal) {
        int length = literal.length();
        for (int i = 0; i < length; i++) {
            if (pos + i >= end || bytes[pos + i] != literal.charAt(i)) {
                throw unexpected(pos);
            }
        }
        pos += length;
        if (pos < end && (bytes[pos] < 0 || Character.isLetterOrDigit(bytes[pos]) || bytes[pos] == '_')) {
            throw unexpected(pos);
        }
    }

    /** Passes one value of any kind. */
    void skipValue() {
        switch (peek()) {
            case '"' -> readString();
            case '{' -> skipObject();
            case '[' -> skipArray();
            case 't' -> readLiteral("true");
            case 'f' -> readLiteral("false");
            case 'n' -> readLiteral("null");
            default -> readNumber();
        }
    }

    private void skipObject() {
        enter();
        pos++;
        if (peek() == '}') {
            pos++;
        } else {
            do {
                readString();
                expect(':');
                skipValue();
            } while (another('}'));
        }
        leave();
    }

    private void skipArray() {
        enter();
        pos++;
        if (peek() == ']') {
            pos++;
        } else {
            do {
                skipValue();
            } while (another(']'));
        }
        leave();
    }

    MalformedRecord unexpected(int at) {
        return at >= end
                ? MalformedRecord.syntax("the record ends in the middle of its JSON", end)
                : MalformedRecord.syntax(shown(at) + " can't be there", at);
    }

    String shown(int at) {
        if (at >= end) {
            return "the end";
        }
        int c = bytes[at] & 0xFF;
        return c > ' ' && c < 0x7F ? "'" + (char) c + "'" : "byte 0x" + Integer.toHexString(c);
    }
}
