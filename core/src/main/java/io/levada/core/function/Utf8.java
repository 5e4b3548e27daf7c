package io.levada.core.function;

import io.levada.core.data.Bytes;

/** Code points in UTF-8, counted and found without decoding. Malformed bytes count as one each. */
final class Utf8 {
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
        int bits = 0;
        for (int i = text.offset(), end = i + text.length(); i < end; i++) {
            bits |= array[i];
        }
        return bits >= 0;
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
        int last = text.offset() + text.length() - n;
        outer:
        for (int i = text.offset() + from; i <= last; i++) {
            for (int j = 0; j < n; j++) {
                if (a[i + j] != b[part.offset() + j]) {
                    continue outer;
                }
            }
            return i - text.offset();
        }
        return -1;
    }
}
