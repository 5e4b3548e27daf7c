package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text found, cut and tested. Positions count code points and start at 1. */
public final class SearchFunctions {
    private static final Bytes SPACE = Bytes.of(" ");

    private SearchFunctions() {}

    @ScalarFunction(
            name = {"POSITION", "LOCATE"},
            signature = "(STRING, STRING) -> INT",
            description = "The position of the first text in the second, 0 when it isn't there.",
            example = "POSITION('b', 'abc') = 2")
    public static int position(Bytes part, Bytes text) {
        return locate(part, text, 1);
    }

    @ScalarFunction(
            name = "LOCATE",
            signature = "(STRING, STRING, INT) -> INT",
            description = "The position of the first text in the second at or after one.",
            example = "LOCATE('a', 'banana', 3) = 4")
    public static int locate(Bytes part, Bytes text, int from) {
        int start = Utf8.byteIndex(text, Math.max(0, from - 1));
        int found = Utf8.indexOf(text, part, start);
        return found < 0 ? 0 : Utf8.length(text.slice(0, found)) + 1;
    }

    @ScalarFunction(
            name = "INSTR",
            signature = "(STRING, STRING) -> INT",
            description = "The position of the second text in the first, 0 when it isn't there.",
            example = "INSTR('banana', 'an') = 2")
    public static int instr(Bytes text, Bytes part) {
        return instr(text, part, 1, 1);
    }

    @ScalarFunction(
            name = "INSTR",
            signature = "(STRING, STRING, INT) -> INT",
            description =
                    "As INSTR, at or after a position; a negative one counts from the end and searches backwards.",
            example = "INSTR('banana', 'an', -1) = 4")
    public static int instr(Bytes text, Bytes part, int from) {
        return instr(text, part, from, 1);
    }

    @ScalarFunction(
            name = "INSTR",
            signature = "(STRING, STRING, INT, INT) -> INT",
            description = "As INSTR, the n-th occurrence.",
            example = "INSTR('banana', 'an', 1, 2) = 4")
    public static int instr(Bytes text, Bytes part, int from, int nth) {
        if (nth <= 0) {
            throw new BadValueException("the occurrence that INSTR looks for is " + nth + ", not 1 or more");
        }
        if (from == 0) {
            return 0;
        }
        if (from < 0) {
            int found = instr(StringFunctions.reverse(text), StringFunctions.reverse(part), -from, nth);
            return found == 0 ? 0 : Utf8.length(text) + 2 - found - Utf8.length(part);
        }
        int position = from - 1;
        for (int i = 0; i < nth; i++) {
            position = locate(part, text, position + 1);
            if (position == 0) {
                return 0;
            }
        }
        return position;
    }

    @ScalarFunction(
            name = "REPLACE",
            signature = "(STRING, STRING, STRING) -> STRING",
            description = "Every occurrence of the second text replaced by the third.",
            example = "REPLACE('aba', 'a', 'xx') = 'xxbxx'")
    public static Bytes replace(Bytes text, Bytes from, Bytes to) {
        if (Utf8.indexOf(text, from, 0) < 0) {
            return text;
        }
        return Bytes.of(text.toString().replace(from.toString(), to.toString()));
    }

    @ScalarFunction(
            name = "SPLIT_INDEX",
            signature = "(STRING, STRING, INT) -> STRING",
            description = "The part at a 0-based index of the text split at a separator; NULL when there is none.",
            example = "SPLIT_INDEX('a,b,c', ',', 1) = 'b'")
    public static @Nullable Bytes splitIndex(Bytes text, Bytes separator, int index) {
        if (index < 0 || text.length() == 0) {
            return null;
        }
        Bytes cut = separator.length() == 0 ? SPACE : separator;
        int start = 0;
        for (int i = 0; ; i++) {
            int end = Utf8.indexOf(text, cut, start);
            if (i == index) {
                return text.slice(start, end < 0 ? text.length() : end);
            }
            if (end < 0) {
                return null;
            }
            start = end + cut.length();
        }
    }

    @ScalarFunction(
            name = "SPLIT_INDEX",
            signature = "(STRING, INT, INT) -> STRING",
            description = "As SPLIT_INDEX, the separator given by its code.",
            example = "SPLIT_INDEX('a,b,c', 44, 2) = 'c'")
    public static @Nullable Bytes splitIndex(Bytes text, int separator, int index) {
        return separator < 1 || separator > 255
                ? null
                : splitIndex(text, Bytes.of(Character.toString(separator)), index);
    }

    @ScalarFunction(
            name = "SPLIT",
            signature = "(STRING, STRING) -> ARRAY<STRING>",
            description = "The parts of the text between separators.",
            example = "SPLIT('a,b', ',') = ARRAY['a', 'b']")
    public static List<String> split(Bytes text, Bytes separator) {
        if (separator.length() == 0) {
            return text.toString().codePoints().mapToObj(Character::toString).toList();
        }
        return List.of(text.toString().split(Pattern.quote(separator.toString()), -1));
    }

    @ScalarFunction(
            name = "STARTSWITH",
            signature = "(STRING, STRING) -> BOOLEAN",
            description = "Whether the text begins with another.",
            example = "STARTSWITH('abc', 'ab') = TRUE")
    public static boolean startsWith(Bytes text, Bytes prefix) {
        return text.length() >= prefix.length()
                && text.slice(0, prefix.length()).equals(prefix);
    }

    @ScalarFunction(
            name = "ENDSWITH",
            signature = "(STRING, STRING) -> BOOLEAN",
            description = "Whether the text ends with another.",
            example = "ENDSWITH('abc', 'bc') = TRUE")
    public static boolean endsWith(Bytes text, Bytes suffix) {
        int from = text.length() - suffix.length();
        return from >= 0 && text.slice(from, text.length()).equals(suffix);
    }

    @ScalarFunction(
            name = "STR_TO_MAP",
            signature = "(STRING) -> MAP<STRING, STRING>",
            description = "The pairs of a text like a=1,b=2.",
            example = "STR_TO_MAP('a=1,b=2') = MAP['a', '1', 'b', '2']")
    public static Map<String, @Nullable String> strToMap(Bytes text) {
        return strToMap(text, Bytes.of(","), Bytes.of("="));
    }

    @ScalarFunction(
            name = "STR_TO_MAP",
            signature = "(STRING, STRING, STRING) -> MAP<STRING, STRING>",
            description = "The pairs of a text, cut at the matches of two regular expressions.",
            example = "STR_TO_MAP('a:1;b:2', ';', ':') = MAP['a', '1', 'b', '2']")
    public static Map<String, @Nullable String> strToMap(Bytes text, Bytes pairs, Bytes keys) {
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        if (text.length() == 0) {
            return map;
        }
        for (String pair : text.toString().split(pairs.toString())) {
            String[] parts = pair.split(keys.toString(), 2);
            map.put(parts[0], parts.length < 2 ? null : parts[1]);
        }
        return map;
    }

    @ScalarFunction(
            name = "IS_ALPHA",
            signature = "(STRING) -> BOOLEAN",
            description = "Whether the text is letters only.",
            example = "IS_ALPHA('Évora') = TRUE")
    public static boolean isAlpha(Bytes text) {
        return text.length() > 0 && text.toString().codePoints().allMatch(Character::isLetter);
    }

    @ScalarFunction(
            name = "IS_DIGIT",
            signature = "(STRING) -> BOOLEAN",
            description = "Whether the text is digits only.",
            example = "IS_DIGIT('2024') = TRUE")
    public static boolean isDigit(Bytes text) {
        return text.length() > 0 && text.toString().codePoints().allMatch(Character::isDigit);
    }

    @ScalarFunction(
            name = "IS_DECIMAL",
            signature = "(STRING) -> BOOLEAN",
            description = "Whether the text can be read as a number.",
            example = "IS_DECIMAL('1.5e3') = TRUE")
    public static boolean isDecimal(Bytes text) {
        try {
            return text.length() > 0 && !Double.isNaN(Double.parseDouble(text.toString()));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
