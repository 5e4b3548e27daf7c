package io.levada.core.error;

/** A place in a script: line and column of the first character, 1-based, and of the last one. */
public record Position(int line, int column, int endLine, int endColumn) {
    public static Position at(int line, int column) {
        return new Position(line, column, line, column);
    }

    /** The same place when the text that it was found in starts at {@code start} of a larger one. */
    public Position within(Position start) {
        int columnShift = line == 1 ? start.column - 1 : 0;
        int endShift = endLine == 1 ? start.column - 1 : 0;
        return new Position(
                line + start.line - 1, column + columnShift, endLine + start.line - 1, endColumn + endShift);
    }
}
