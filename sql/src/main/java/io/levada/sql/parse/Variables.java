package io.levada.sql.parse;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.error.Suggest;
import java.util.Map;

/**
 * Puts values for {@code ${name}} and {@code ${name:-default}} into a script, within quotes too; comments are left alone.
 * Positions of later errors are those in the text that comes out.
 */
public final class Variables {
    private Variables() {}

    /** Throws SQL_UNKNOWN_NAME, with the position, for a variable that has neither a value nor a default. */
    public static String substitute(String script, Map<String, String> values) {
        StringBuilder out = new StringBuilder(script.length());
        int i = 0;
        char quote = 0;
        while (i < script.length()) {
            char c = script.charAt(i);
            int afterComment = quote == 0 ? Tokens.skipComment(script, i) : i;
            if (afterComment > i) {
                out.append(script, i, afterComment);
                i = afterComment;
            } else if (script.startsWith("${", i)) {
                int end = script.indexOf('}', i);
                if (end < 0) {
                    throw new LevadaException(
                            ErrorCode.SQL_SYNTAX, "the variable isn't closed", position(script, i, i + 1), null, null);
                }
                out.append(value(script, i, end, values));
                i = end + 1;
            } else {
                if (c == '\'' || c == '`' || c == '"') {
                    quote = quote == 0 ? c : quote == c ? 0 : quote;
                }
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    private static String value(String script, int start, int end, Map<String, String> values) {
        String inner = script.substring(start + 2, end);
        int split = inner.indexOf(":-");
        String name = (split < 0 ? inner : inner.substring(0, split)).strip();
        String value = values.get(name);
        if (value != null) {
            return value;
        }
        if (split >= 0) {
            return inner.substring(split + 2);
        }
        String hint = Suggest.nearest(name, values.keySet())
                .map(near -> "did you mean ${" + near + "}?")
                .orElse("give it a value, or a default: ${" + name + ":-...}");
        throw new LevadaException(
                ErrorCode.SQL_UNKNOWN_NAME,
                "the variable '" + name + "' has no value",
                position(script, start, end),
                hint,
                null);
    }

    private static Position position(String script, int start, int end) {
        int line =
                (int) script.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        int lineStart = script.lastIndexOf('\n', start - 1) + 1;
        return new Position(line, start - lineStart + 1, line, end - lineStart + 1);
    }
}
