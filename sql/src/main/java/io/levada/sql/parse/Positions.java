package io.levada.sql.parse;

import io.levada.core.error.Position;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Between the parser's positions and ours. */
public final class Positions {
    private Positions() {}

    /** Null when the parser doesn't know. */
    public static @Nullable Position of(@Nullable SqlParserPos pos) {
        if (pos == null || pos.getLineNum() <= 0) {
            return null;
        }
        return new Position(pos.getLineNum(), pos.getColumnNum(), pos.getEndLineNum(), pos.getEndColumnNum());
    }

    public static @Nullable Position of(@Nullable SqlNode node) {
        return node == null ? null : of(node.getParserPosition());
    }

    /** The text between two places of a larger one, both included. */
    public static String slice(String text, SqlParserPos pos) {
        int start = offset(text, pos.getLineNum(), pos.getColumnNum());
        int end = offset(text, pos.getEndLineNum(), pos.getEndColumnNum());
        return text.substring(start, Math.min(text.length(), end + 1));
    }

    private static int offset(String text, int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            int next = text.indexOf('\n', start);
            if (next < 0) {
                return text.length();
            }
            start = next + 1;
        }
        return Math.min(text.length(), start + column - 1);
    }
}
