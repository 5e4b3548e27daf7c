package io.levada.cli.shell;

import java.util.Locale;
import java.util.regex.Pattern;

/** Whether what was typed so far is whole: it ends with a semicolon that isn't inside quotes, a comment or a statement set. */
final class Statements {
    private static final Pattern SET_START = Pattern.compile(
            "^(EXPLAIN\\s+(ANALYZE\\s+)?|EXECUTE\\s+)?(BEGIN\\s+)?STATEMENT\\s+SET\\b.*", Pattern.DOTALL);
    private static final Pattern SET_END = Pattern.compile(".*;\\s*END\\s*;$", Pattern.DOTALL);

    private Statements() {}

    static boolean complete(String text) {
        String bare = bare(text).strip().toUpperCase(Locale.ROOT);
        if (!bare.endsWith(";")) {
            return false;
        }
        return !SET_START.matcher(bare).matches() || SET_END.matcher(bare).matches();
    }

    /** Whether there is nothing to run: blanks and comments. */
    static boolean blank(String text) {
        return bare(text).replace(";", "").isBlank();
    }

    /** The text without comments and without what stands in quotes; an open quote or comment swallows the rest. */
    private static String bare(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = i;
            if (c == '\'' || c == '"' || c == '`') {
                end = text.indexOf(c, i + 1);
                out.append("x");
            } else if (text.startsWith("--", i)) {
                end = text.indexOf('\n', i);
                out.append(' ');
            } else if (text.startsWith("/*", i)) {
                int close = text.indexOf("*/", i + 2);
                end = close < 0 ? -1 : close + 1;
                out.append(' ');
            } else {
                out.append(c);
            }
            if (end < 0) {
                return c == '-' ? out.toString() : out.append('…').toString();
            }
            i = end;
        }
        return out.toString();
    }
}
