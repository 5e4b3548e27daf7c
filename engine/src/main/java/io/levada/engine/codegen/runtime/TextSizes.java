package io.levada.engine.codegen.runtime;

import io.levada.core.data.Bytes;
import java.util.Arrays;

/** Values made to fit a declared length. */
public final class TextSizes {
    private TextSizes() {}

    /** Cut after so many code points. */
    public static Bytes varchar(Bytes text, int length) {
        return text.length() <= length ? text : text.slice(0, bytesOf(text, length));
    }

    /** Cut after so many code points, or filled up with spaces. */
    public static Bytes character(Bytes text, int length) {
        int bytes = bytesOf(text, length);
        if (bytes < text.length()) {
            return text.slice(0, bytes);
        }
        int missing = length - codePoints(text);
        if (missing <= 0) {
            return text;
        }
        byte[] out = Arrays.copyOf(text.toByteArray(), bytes + missing);
        Arrays.fill(out, bytes, out.length, (byte) ' ');
        return Bytes.of(out);
    }

    public static Bytes varbinary(Bytes value, int length) {
        return value.length() <= length ? value : value.slice(0, length);
    }

    /** Cut, or filled up with zeros. */
    public static Bytes binary(Bytes value, int length) {
        return value.length() == length ? value : Bytes.of(Arrays.copyOf(value.toByteArray(), length));
    }

    /** How many bytes the first so many code points take. */
    private static int bytesOf(Bytes text, int codePoints) {
        int seen = 0;
        for (int i = 0; i < text.length(); i++) {
            if ((text.byteAt(i) & 0xC0) != 0x80 && ++seen > codePoints) {
                return i;
            }
        }
        return text.length();
    }

    private static int codePoints(Bytes text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            count += (text.byteAt(i) & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }
}
