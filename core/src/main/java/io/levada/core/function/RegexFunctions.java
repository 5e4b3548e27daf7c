package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Java regular expressions over text. */
public final class RegexFunctions {
    private static final ThreadLocal<@Nullable Compiled> LAST = new ThreadLocal<>();

    private record Compiled(Bytes source, @Nullable Regex regex) {}

    /** The last expression of a thread is remembered, because a query mostly has one; null for a wrong one. */
    private static @Nullable Regex compiled(Bytes regex) {
        Compiled last = LAST.get();
        if (last == null || !last.source().equals(regex)) {
            // A copy: the view may lie in a batch that is used again.
            last = new Compiled(Bytes.of(regex.toByteArray()), Regex.of(regex));
            LAST.set(last);
        }
        return last.regex();
    }

    private static @Nullable Pattern pattern(Bytes regex) {
        Regex compiled = compiled(regex);
        return compiled == null ? null : compiled.pattern();
    }

    private RegexFunctions() {}

    @ScalarFunction(
            name = "REGEXP",
            signature = "(STRING, STRING) -> BOOLEAN",
            description = "Whether a part of the text matches a Java regular expression.",
            example = "REGEXP('foobar', 'o+b') = TRUE")
    public static boolean regexp(Bytes text, Bytes regex) {
        Pattern pattern = pattern(regex);
        return regex.length() > 0
                && pattern != null
                && pattern.matcher(text.toString()).find();
    }

    @ScalarFunction(
            name = "REGEXP_REPLACE",
            signature = "(STRING, STRING, STRING) -> STRING",
            description =
                    "Every match of a regular expression replaced by a text, taken literally; NULL for a wrong expression.",
            example = "REGEXP_REPLACE('foobar', 'oo|ar', '') = 'fb'")
    public static @Nullable Bytes regexpReplace(Bytes text, Bytes regex, Bytes replacement) {
        Pattern pattern = pattern(regex);
        return pattern == null
                ? null
                : Bytes.of(
                        pattern.matcher(text.toString()).replaceAll(Matcher.quoteReplacement(replacement.toString())));
    }

    @ScalarFunction(
            name = "REGEXP_EXTRACT",
            signature = "(STRING, STRING) -> STRING",
            description = "The first match of a regular expression; NULL without one.",
            example = "REGEXP_EXTRACT('foobar', 'o+') = 'oo'")
    public static @Nullable Bytes regexpExtract(Bytes text, Bytes regex) {
        return regexpExtract(text, regex, 0);
    }

    @ScalarFunction(
            name = "REGEXP_EXTRACT",
            signature = "(STRING, STRING, INT) -> STRING",
            description = "A group of the first match of a regular expression; NULL without one.",
            example = "REGEXP_EXTRACT('foothebar', 'foo(.*?)(bar)', 2) = 'bar'")
    public static @Nullable Bytes regexpExtract(Bytes text, Bytes regex, int group) {
        Regex compiled = compiled(regex);
        return compiled == null ? null : compiled.extract(text, group);
    }

    @ScalarFunction(
            name = "REGEXP_EXTRACT_ALL",
            signature = "(STRING, STRING) -> ARRAY<STRING>",
            description = "The first group, or the whole, of every match of a regular expression.",
            example = "REGEXP_EXTRACT_ALL('a1b22', '.([0-9]+)') = ARRAY['1', '22']")
    public static @Nullable List<String> regexpExtractAll(Bytes text, Bytes regex) {
        Pattern pattern = pattern(regex);
        if (pattern == null) {
            return null;
        }
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text.toString());
        while (matcher.find()) {
            found.add(matcher.group(Math.min(1, matcher.groupCount())));
        }
        return found;
    }

    @ScalarFunction(
            name = "REGEXP_COUNT",
            signature = "(STRING, STRING) -> INT",
            description = "How many matches of a regular expression there are.",
            example = "REGEXP_COUNT('banana', 'an') = 2")
    public static @Nullable Integer regexpCount(Bytes text, Bytes regex) {
        Pattern pattern = pattern(regex);
        return pattern == null
                ? null
                : (int) pattern.matcher(text.toString()).results().count();
    }

    @ScalarFunction(
            name = "REGEXP_INSTR",
            signature = "(STRING, STRING) -> INT",
            description = "The position of the first match of a regular expression, 0 without one.",
            example = "REGEXP_INSTR('hello', 'l+') = 3")
    public static @Nullable Integer regexpInstr(Bytes text, Bytes regex) {
        Pattern pattern = pattern(regex);
        if (pattern == null) {
            return null;
        }
        String string = text.toString();
        Matcher matcher = pattern.matcher(string);
        return matcher.find() ? string.codePointCount(0, matcher.start()) + 1 : 0;
    }

    @ScalarFunction(
            name = "REGEXP_SUBSTR",
            signature = "(STRING, STRING) -> STRING",
            description = "The first match of a regular expression; NULL without one.",
            example = "REGEXP_SUBSTR('abc12', '[0-9]+') = '12'")
    public static @Nullable Bytes regexpSubstr(Bytes text, Bytes regex) {
        return regexpExtract(text, regex, 0);
    }
}
