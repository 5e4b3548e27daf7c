package io.levada.connector.standard.text;

/** Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    private Utf8() {}

    /**
     * Checks the multi-byte sequence that starts at {@code i}.
     *
     * @return the index after it, or -1 when it isn't one
     */
    public static int sequenceEnd(byte[] b, int i, int end) {
        int first = b[i] & 0xFF;
        if (first < 0xC2 || first > 0xF4) {
            return -1;
        }
        if (first < 0xE0) {
            return i + 1 < end && isContinuation(b[i + 1]) ? i + 2 : -1;
        }
        if (i + 2 >= end) {
            return -1;
        }
        int second = b[i + 1] & 0xFF;
        if (first < 0xF0) {
            int least = first == 0xE0 ? 0xA0 : 0x80;
            int most = first == 0xED ? 0x9F : 0xBF;
            return second >= least && second <= most && isContinuation(b[i + 2]) ? i + 3 : -1;
        }
        int least = first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xF4 ? 0x8F : 0xBF;
        return i + 3 < end && second >= least && second <= most && isContinuation(b[i + 2]) && isContinuation(b[i + 3])
                ? i + 4
                : -1;
    }

    /** The index of the first byte that isn't valid, or -1 when all are. */
    public static int firstInvalid(byte[] b, int from, int to) {
        int i = from;
        while (i < to) {
            if (b[i] >= 0) {
                i++;
                continue;
            }
            int next = sequenceEnd(b, i, to);
            if (next < 0) {
                return i;
            }
            i = next;
        }
        return -1;
    }

    /** Writes a code point, which must not be a surrogate, and gives the index after it. */
    public static int write(int codePoint, byte[] target, int at) {
        int i = at;
        if (codePoint < 0x80) {
            target[i++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            target[i++] = (byte) (0xC0 | codePoint >> 6);
            target[i++] = (byte) (0x80 | codePoint & 0x3F);
        } else if (codePoint < 0x10000) {
            target[i++] = (byte) (0xE0 | codePoint >> 12);
            target[i++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            target[i++] = (byte) (0x80 | codePoint & 0x3F);
        } else {
            target[i++] = (byte) (0xF0 | codePoint >> 18);
            target[i++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
            target[i++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            target[i++] = (byte) (0x80 | codePoint & 0x3F);
        }
        return i;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
