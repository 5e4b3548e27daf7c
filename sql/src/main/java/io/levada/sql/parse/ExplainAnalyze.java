package io.levada.sql.parse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code EXPLAIN ANALYZE}, which Flink's grammar doesn't have: known by its first two words. */
public final class ExplainAnalyze {
    private static final String GAP = "(?:\\s|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)";
    private static final Pattern START =
            Pattern.compile(GAP + "*EXPLAIN" + GAP + "+(ANALYZE)\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ExplainAnalyze() {}

    public static boolean is(String text) {
        return START.matcher(text).lookingAt();
    }

    /** The same as a plain EXPLAIN; all positions stay. */
    public static String withoutAnalyze(String text) {
        Matcher start = START.matcher(text);
        return start.lookingAt()
                ? text.substring(0, start.start(1))
                        + " ".repeat(start.end(1) - start.start(1))
                        + text.substring(start.end(1))
                : text;
    }
}
