package io.levada.flink.portable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which tables stand in lookup joins, seen from the text: a table must know before the query is planned. */
public final class LookedUpTables {
    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern LOOKUP =
            Pattern.compile("(?:`([^`]+)`|([\\w$]+))\\s+FOR\\s+SYSTEM_TIME\\s+AS\\s+OF\\b", Pattern.CASE_INSENSITIVE);

    private LookedUpTables() {}

    public static Set<String> in(List<String> statements) {
        Set<String> names = new HashSet<>();
        for (String statement : statements) {
            Matcher matcher = LOOKUP.matcher(COMMENT.matcher(statement).replaceAll(" "));
            while (matcher.find()) {
                names.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
            }
        }
        return names;
    }
}
