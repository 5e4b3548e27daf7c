package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A Java regular expression, compiled once. Where text and expression allow it, a match is found in the bytes; else by
 * {@link Pattern}. Safe for use by many threads.
 */
public final class Regex {
    private final Pattern pattern;
    private final @Nullable AsciiRegex ascii;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
        ascii = AsciiRegex.of(pattern.pattern());
    }

    /** Null for what is no expression. */
    public static @Nullable Regex of(Bytes expression) {
        try {
            return new Regex(Pattern.compile(expression.toString()));
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    Pattern pattern() {
        return pattern;
    }

    /** A group of the first match, null without one. */
    public @Nullable Bytes extract(Bytes text, int group) {
        if (ascii != null && Utf8.isAscii(text)) {
            return ascii.extract(text, group);
        }
        Matcher matcher = pattern.matcher(text.toString());
        String found = group >= 0 && group <= matcher.groupCount() && matcher.find() ? matcher.group(group) : null;
        return found == null ? null : Bytes.of(found);
    }
}
