package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text in, text out. Positions count code points and start at 1. */
public final class StringFunctions {
    private StringFunctions() {}

    @ScalarFunction(
            name = "UPPER",
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
            name = "LOWER",
            signature = "(STRING) -> STRING",
            description = "The text in lower case.",
            example = "LOWER('Ábc') = 'ábc'")
    public static Bytes lower(Bytes text) {
        if (!Utf8.isAscii(text)) {
            return Bytes.of(text.toString().toLowerCase(Locale.ROOT));
        }
        return Utf8.lowerAscii(text);
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

    @ScalarFunction(
            name = "LEFT",
            signature = "(STRING, INT) -> STRING",
            description = "The first code points.",
            example = "LEFT('Évora', 2) = 'Év'")
    public static Bytes left(Bytes text, int length) {
        return length <= 0 ? Bytes.EMPTY : Utf8.slice(text, 0, length);
    }

    @ScalarFunction(
            name = "RIGHT",
            signature = "(STRING, INT) -> STRING",
            description = "The last code points.",
            example = "RIGHT('Évora', 2) = 'ra'")
    public static Bytes right(Bytes text, int length) {
        int characters = Utf8.length(text);
        return length <= 0 ? Bytes.EMPTY : Utf8.slice(text, Math.max(0, characters - length), characters);
    }

    @ScalarFunction(
            name = {"BTRIM", "TRIM"},
            signature = "(STRING) -> STRING",
            description = "The text without the spaces around it.",
            example = "BTRIM('  a b ') = 'a b'")
    public static Bytes trim(Bytes text) {
        return rtrim(ltrim(text));
    }

    @ScalarFunction(
            name = {"BTRIM", "TRIM"},
            signature = "(STRING, STRING) -> STRING",
            description = "The text without those characters around it.",
            example = "BTRIM('xyaxbyx', 'xy') = 'axb'")
    public static Bytes trim(Bytes text, Bytes characters) {
        return rtrim(ltrim(text, characters), characters);
    }

    @ScalarFunction(
            name = "LTRIM",
            signature = "(STRING) -> STRING",
            description = "The text without the spaces before it.",
            example = "LTRIM('  a ') = 'a '")
    public static Bytes ltrim(Bytes text) {
        int start = 0;
        while (start < text.length() && text.byteAt(start) == ' ') {
            start++;
        }
        return text.slice(start, text.length());
    }

    @ScalarFunction(
            name = "LTRIM",
            signature = "(STRING, STRING) -> STRING",
            description = "The text without those characters before it.",
            example = "LTRIM('xyax', 'xy') = 'ax'")
    public static Bytes ltrim(Bytes text, Bytes characters) {
        Bytes rest = text;
        while (rest.length() > 0) {
            int first = Utf8.byteIndex(rest, 1);
            if (Utf8.indexOf(characters, rest.slice(0, first), 0) < 0) {
                break;
            }
            rest = rest.slice(first, rest.length());
        }
        return rest;
    }

    @ScalarFunction(
            name = "RTRIM",
            signature = "(STRING) -> STRING",
            description = "The text without the spaces after it.",
            example = "RTRIM(' a  ') = ' a'")
    public static Bytes rtrim(Bytes text) {
        int end = text.length();
        while (end > 0 && text.byteAt(end - 1) == ' ') {
            end--;
        }
        return text.slice(0, end);
    }

    @ScalarFunction(
            name = "RTRIM",
            signature = "(STRING, STRING) -> STRING",
            description = "The text without those characters after it.",
            example = "RTRIM('xaxy', 'xy') = 'xa'")
    public static Bytes rtrim(Bytes text, Bytes characters) {
        int end = text.length();
        while (end > 0) {
            int last = end - 1;
            while (last > 0 && (text.byteAt(last) & 0xC0) == 0x80) {
                last--;
            }
            if (Utf8.indexOf(characters, text.slice(last, end), 0) < 0) {
                break;
            }
            end = last;
        }
        return text.slice(0, end);
    }

    @ScalarFunction(
            name = "CONCAT",
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

    @ScalarFunction(
            name = "CONCAT_WS",
            signature = "(STRING, STRING...) -> STRING",
            description = "The texts with the first one between them; those that are NULL are left out.",
            example = "CONCAT_WS('-', 'a', NULL, 'b') = 'a-b'",
            calledOnNull = true)
    public static @Nullable Bytes concatWs(@Nullable Bytes separator, @Nullable Bytes... parts) {
        if (separator == null) {
            return null;
        }
        List<Bytes> all = new ArrayList<>();
        for (Bytes part : parts) {
            if (part != null) {
                if (!all.isEmpty()) {
                    all.add(separator);
                }
                all.add(part);
            }
        }
        return concat(all.toArray(new Bytes[0]));
    }

    @ScalarFunction(
            name = "LPAD",
            signature = "(STRING, INT, STRING) -> STRING",
            description =
                    "Filled up from the left to a length, or cut to it; NULL for a negative length or an empty filling.",
            example = "LPAD('hi', 4, '?!') = '?!hi'")
    public static @Nullable Bytes lpad(Bytes text, int length, Bytes filling) {
        Bytes fill = filling(text, length, filling);
        return fill == null ? null : concat(fill, left(text, length));
    }

    @ScalarFunction(
            name = "RPAD",
            signature = "(STRING, INT, STRING) -> STRING",
            description =
                    "Filled up from the right to a length, or cut to it; NULL for a negative length or an empty filling.",
            example = "RPAD('hi', 5, '?!') = 'hi?!?'")
    public static @Nullable Bytes rpad(Bytes text, int length, Bytes filling) {
        Bytes fill = filling(text, length, filling);
        return fill == null ? null : concat(left(text, length), fill);
    }

    @ScalarFunction(
            name = "REPEAT",
            signature = "(STRING, INT) -> STRING",
            description = "The text so many times.",
            example = "REPEAT('ab', 3) = 'ababab'")
    public static Bytes repeat(Bytes text, int times) {
        byte[] out = new byte[Math.multiplyExact(text.length(), Math.max(0, times))];
        for (int at = 0; at < out.length; at += text.length()) {
            System.arraycopy(text.array(), text.offset(), out, at, text.length());
        }
        return Bytes.of(out);
    }

    @ScalarFunction(
            name = "REVERSE",
            signature = "(STRING) -> STRING",
            description = "The code points in reverse.",
            example = "REVERSE('áb') = 'bá'")
    public static Bytes reverse(Bytes text) {
        return Bytes.of(new StringBuilder(text.toString()).reverse().toString());
    }

    @ScalarFunction(
            name = "INITCAP",
            signature = "(STRING) -> STRING",
            description = "Each word with a capital first and the rest in lower case.",
            example = "INITCAP('o rio DOURO') = 'O Rio Douro'")
    public static Bytes initcap(Bytes text) {
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (char c : text.toString().toCharArray()) {
            out.append(inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inWord = Character.isLetterOrDigit(c);
        }
        return Bytes.of(out.toString());
    }

    @ScalarFunction(
            name = "OVERLAY",
            signature = "(STRING, STRING, INT) -> STRING",
            description = "The text with another one written over it at a position.",
            example = "OVERLAY('This is old', 'new', 9) = 'This is new'")
    public static Bytes overlay(Bytes text, Bytes other, int position) {
        return overlay(text, other, position, Utf8.length(other));
    }

    @ScalarFunction(
            name = "OVERLAY",
            signature = "(STRING, STRING, INT, INT) -> STRING",
            description = "The text with so many code points at a position replaced by another text.",
            example = "OVERLAY('abcdef', 'XY', 3, 1) = 'abXYdef'")
    public static Bytes overlay(Bytes text, Bytes other, int position, int length) {
        int characters = Utf8.length(text);
        if (position <= 0 || position > characters) {
            return text;
        }
        boolean hasRest = length > 0 && (long) position + length <= characters;
        Bytes rest = hasRest ? Utf8.slice(text, position - 1 + length, characters) : Bytes.EMPTY;
        return concat(Utf8.slice(text, 0, position - 1), other, rest);
    }

    @ScalarFunction(
            name = "ELT",
            signature = "(INT, STRING...) -> STRING",
            description = "The text at a 1-based index among those that follow; NULL when there is none.",
            example = "ELT(2, 'a', 'b') = 'b'")
    public static @Nullable Bytes elt(int index, Bytes... texts) {
        return index < 1 || index > texts.length ? null : texts[index - 1];
    }

    @ScalarFunction(
            name = "TRANSLATE",
            signature = "(STRING, STRING, STRING) -> STRING",
            description =
                    "Each character of the second text replaced by the one at its place in the third, or left out.",
            example = "TRANSLATE('abcd', 'abc', 'xy') = 'xyd'")
    public static Bytes translate(Bytes text, Bytes from, Bytes to) {
        int[] find = from.toString().codePoints().toArray();
        int[] replace = to.toString().codePoints().toArray();
        StringBuilder out = new StringBuilder();
        text.toString().codePoints().forEach(c -> {
            int at = 0;
            while (at < find.length && find[at] != c) {
                at++;
            }
            if (at == find.length) {
                out.appendCodePoint(c);
            } else if (at < replace.length) {
                out.appendCodePoint(replace[at]);
            }
        });
        return Bytes.of(out.toString());
    }

    private static Bytes part(Bytes text, int position, int length) {
        int characters = Utf8.length(text);
        int start = position > 0 ? position - 1 : position < 0 ? characters + position : 0;
        if (start < 0 || start >= characters) {
            return Bytes.EMPTY;
        }
        return Utf8.slice(text, start, characters - start < length ? characters : start + length);
    }

    /** What is missing to a length; null when there is no answer. */
    private static @Nullable Bytes filling(Bytes text, int length, Bytes filling) {
        if (length < 0 || filling.length() == 0) {
            return null;
        }
        int missing = length - Utf8.length(text);
        return missing <= 0 ? Bytes.EMPTY : Utf8.slice(repeat(filling, missing), 0, missing);
    }
}
