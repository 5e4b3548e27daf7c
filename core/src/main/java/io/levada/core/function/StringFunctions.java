package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text in, text or positions out. Positions count code points and start at 1. */
public final class StringFunctions {
    private StringFunctions() {}

    @ScalarFunction(
            name = {"UPPER"},
            signature = "(STRING) -> STRING",
            description = "The text in upper case.",
            example = "UPPER('Straße') = 'STRASSE'")
    public static Bytes upper(Bytes text) {
        if (!Utf8.isAscii(text)) {
            return Bytes.of(text.toString().toUpperCase(Locale.ROOT));
        }
        byte[] out = text.toByteArray();
        for (int i = 0; i < out.length; i++) {
            if (out[i] >= 'a' && out[i] <= 'z') {
                out[i] -= 32;
            }
        }
        return Bytes.of(out);
    }

    @ScalarFunction(
            name = {"LOWER"},
            signature = "(STRING) -> STRING",
            description = "The text in lower case.",
            example = "LOWER('Ábc') = 'ábc'")
    public static Bytes lower(Bytes text) {
        if (!Utf8.isAscii(text)) {
            return Bytes.of(text.toString().toLowerCase(Locale.ROOT));
        }
        byte[] out = text.toByteArray();
        for (int i = 0; i < out.length; i++) {
            if (out[i] >= 'A' && out[i] <= 'Z') {
                out[i] += 32;
            }
        }
        return Bytes.of(out);
    }

    @ScalarFunction(
            name = {"CHAR_LENGTH", "CHARACTER_LENGTH"},
            signature = "(STRING) -> INT",
            description = "The number of code points.",
            example = "CHAR_LENGTH('Ábc') = 3")
    public static int charLength(Bytes text) {
        return Utf8.length(text);
    }

    @ScalarFunction(
            name = {"SUBSTRING", "SUBSTR"},
            signature = "(STRING, INT) -> STRING",
            description = "The text from a position on; a negative position counts from the end.",
            example = "SUBSTRING('foobar', 4) = 'bar'")
    public static Bytes substring(Bytes text, int position) {
        return part(text, position, Integer.MAX_VALUE);
    }

    @ScalarFunction(
            name = {"SUBSTRING", "SUBSTR"},
            signature = "(STRING, INT, INT) -> STRING",
            description = "At most so many code points from a position on; NULL for a negative length.",
            example = "SUBSTRING('foobar', 2, 3) = 'oob'")
    public static @Nullable Bytes substring(Bytes text, int position, int length) {
        return length < 0 ? null : part(text, position, length);
    }

    private static Bytes part(Bytes text, int position, int length) {
        int characters = Utf8.length(text);
        int start = position > 0 ? position - 1 : position < 0 ? characters + position : 0;
        if (start < 0 || start >= characters) {
            return Bytes.EMPTY;
        }
        return Utf8.slice(text, start, characters - start < length ? characters : start + length);
    }

    @ScalarFunction(
            name = {"CONCAT"},
            signature = "(STRING...) -> STRING",
            description = "The texts one after another; NULL when one of them is.",
            example = "CONCAT('a', 'b', 'c') = 'abc'")
    public static Bytes concat(Bytes... parts) {
        int length = 0;
        for (Bytes part : parts) {
            length += part.length();
        }
        byte[] out = new byte[length];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.array(), part.offset(), out, at, part.length());
            at += part.length();
        }
        return Bytes.of(out);
    }
}
