package io.levada.cli.script;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.error.Suggest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${name}} by a variable's value and {@code ${name:-other}} by {@code other} where it has none; {@code
 * ${env.NAME}} is a variable of the environment, for what should not stand in a script. Works inside quotes too; comments
 * stay as they are.
 */
public final class Variables {
    private static final String ENVIRONMENT = "env.";

    private final String text;
    private final Map<String, String> values;
    private final StringBuilder out = new StringBuilder();

    private Variables(String text, Map<String, String> values) {
        this.text = text;
        this.values = values;
    }

    /** Throws the user's error, with its line and column, for a variable without value. */
    public static String replace(String text, Map<String, String> values) {
        return text.contains("${") ? new Variables(text, values).run() : text;
    }

    private String run() {
        int i = 0;
        char quote = 0;
        while (i < text.length()) {
            int commentEnd = quote == 0 ? commentEnd(i) : i;
            if (commentEnd > i) {
                out.append(text, i, commentEnd);
                i = commentEnd;
            } else if (text.startsWith("${", i)) {
                i = variable(i);
            } else {
                char c = text.charAt(i++);
                if (quote == 0 && (c == '\'' || c == '`' || c == '"')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Where the comment that starts here ends; {@code start} when none starts here. */
    private int commentEnd(int start) {
        String close = text.startsWith("--", start) ? "\n" : text.startsWith("/*", start) ? "*/" : null;
        if (close == null) {
            return start;
        }
        int end = text.indexOf(close, start + 2);
        return end < 0 ? text.length() : end + close.length();
    }

    private int variable(int start) {
        int end = text.indexOf('}', start);
        int lineEnd = text.indexOf('\n', start);
        if (end < 0 || lineEnd >= 0 && lineEnd < end) {
            throw error("a variable that starts with ${ has no } on its line", start, start + 1, null);
        }
        String inside = text.substring(start + 2, end);
        int split = inside.indexOf(":-");
        String name = (split < 0 ? inside : inside.substring(0, split)).trim();
        String value = value(name);
        if (value == null && split < 0) {
            throw error("variable '" + name + "' has no value", start, end, hint(name));
        }
        out.append(value == null ? inside.substring(split + 2) : value);
        return end + 1;
    }

    private @Nullable String value(String name) {
        return name.startsWith(ENVIRONMENT) ? System.getenv(name.substring(ENVIRONMENT.length())) : values.get(name);
    }

    private String hint(String name) {
        if (name.startsWith(ENVIRONMENT)) {
            return "set " + name.substring(ENVIRONMENT.length()) + " in the environment";
        }
        return Suggest.nearest(name, values.keySet())
                .map(near -> "did you mean '" + near + "'?")
                .orElse("give it with -D " + name + "=..., or a default in the script: ${" + name + ":-...}");
    }

    private LevadaException error(String message, int start, int end, @Nullable String hint) {
        int line = 1
                + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        int lineStart = text.lastIndexOf('\n', start - 1) + 1;
        Position where = new Position(line, start - lineStart + 1, line, end - lineStart + 1);
        return new LevadaException(ErrorCode.SQL_UNKNOWN_NAME, message, where, hint, null);
    }
}
