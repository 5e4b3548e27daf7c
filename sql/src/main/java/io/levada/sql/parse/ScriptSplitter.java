package io.levada.sql.parse;

import io.levada.core.error.Position;
import java.util.ArrayList;
import java.util.List;

/** Cuts a script at its semicolons, those within quotes, comments and statement sets left alone. */
public final class ScriptSplitter {
    /** The text of one statement, without its semicolon, and where it starts. */
    public record Piece(String text, Position start) {}

    private final String script;
    private final List<Piece> pieces = new ArrayList<>();
    /** The words since the last semicolon, in upper case, as far as needed to see a statement set begin. */
    private final List<String> words = new ArrayList<>();

    private boolean inSet;
    private int start = -1;

    private ScriptSplitter(String script) {
        this.script = script;
    }

    public static List<Piece> split(String script) {
        return new ScriptSplitter(script).run();
    }

    private List<Piece> run() {
        int i = 0;
        while (i < script.length()) {
            char c = script.charAt(i);
            int afterComment = Tokens.skipComment(script, i);
            if (afterComment > i && !script.startsWith("/*+", i)) {
                i = afterComment;
            } else if (Character.isWhitespace(c)) {
                i++;
            } else if (c == ';') {
                if (!inSet) {
                    close(i);
                }
                words.clear();
                i++;
            } else {
                i = token(i);
            }
        }
        close(script.length());
        return pieces;
    }

    private int token(int at) {
        if (start < 0) {
            start = at;
        }
        int afterQuoted = Tokens.skip(script, at);
        if (afterQuoted > at) {
            words.add("");
            return afterQuoted;
        }
        int end = Tokens.word(script, at);
        if (end == at) {
            words.add("");
            return at + 1;
        }
        if (words.size() < 4) {
            words.add(script.substring(at, end).toUpperCase(java.util.Locale.ROOT));
            watchForSet();
        }
        return end;
    }

    /** {@code [EXECUTE] STATEMENT SET BEGIN} opens a set; END as the first word after a semicolon closes it. */
    private void watchForSet() {
        int n = words.size();
        if (!inSet && n >= 3 && words.subList(n - 3, n).equals(List.of("STATEMENT", "SET", "BEGIN"))) {
            inSet = true;
            words.clear();
        } else if (inSet && n == 1 && words.get(0).equals("END")) {
            inSet = false;
        }
    }

    private void close(int end) {
        if (start >= 0) {
            pieces.add(new Piece(script.substring(start, end).stripTrailing(), position(start)));
        }
        start = -1;
        inSet = false;
        words.clear();
    }

    private Position position(int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (script.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return Position.at(line, offset - lineStart + 1);
    }
}
