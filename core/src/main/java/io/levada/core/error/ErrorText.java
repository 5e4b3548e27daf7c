package io.levada.core.error;

import org.jspecify.annotations.Nullable;

/** Renders an error for a person: one line that says what and where, the line of the script with a caret, the hint. */
public final class ErrorText {
    private ErrorText() {}

    /**
     * @param source the name of the script, for the reader
     * @param script its text, or null when the error isn't about one
     */
    public static String render(LevadaException error, @Nullable String source, @Nullable String script) {
        StringBuilder out =
                new StringBuilder("error[").append(error.code()).append("]: ").append(error.message());
        Position at = error.position();
        if (at != null && script != null) {
            String line = line(script, at.line());
            String number = Integer.toString(at.line());
            String margin = " ".repeat(number.length());
            int width = at.endLine() == at.line() ? at.endColumn() - at.column() + 1 : line.length() - at.column() + 1;
            out.append('\n').append(margin).append("--> ");
            out.append(source == null ? "sql" : source);
            out.append(':').append(at.line()).append(':').append(at.column()).append('\n');
            out.append(number).append(" | ").append(line).append('\n');
            out.append(margin).append(" | ").append(pad(line, at.column() - 1)).append("^".repeat(Math.max(1, width)));
        }
        if (error.hint() != null) {
            out.append("\nhint: ").append(error.hint());
        }
        return out.toString();
    }

    private static String line(String script, int number) {
        return script.lines().skip(number - 1L).findFirst().orElse("");
    }

    /** Blanks of the same width, tabs kept so that the caret stands under its character. */
    private static String pad(String line, int columns) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            out.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
        }
        return out.toString();
    }
}
