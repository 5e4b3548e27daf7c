package io.levada.cli.shell;

import java.util.function.Predicate;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Tells JLine that Enter goes on to another line until the statement is whole. */
final class StatementParser extends DefaultParser {
    private final Predicate<String> command;

    /** @param command whether a line is a command of the shell, which needs no semicolon */
    StatementParser(Predicate<String> command) {
        this.command = command;
        setEscapeChars(new char[0]);
        setQuoteChars(new char[0]);
        setEofOnUnclosedQuote(false);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean enter = context == ParseContext.ACCEPT_LINE || context == ParseContext.UNSPECIFIED;
        if (enter && !line.isBlank() && !command.test(line) && !Statements.complete(line)) {
            throw new EOFError(-1, -1, "the statement goes on", ";");
        }
        return super.parse(line, cursor, context);
    }

    /** Words end where names end, so that {@code t.col} and {@code (col} complete the column. */
    @Override
    public boolean isDelimiterChar(CharSequence buffer, int pos) {
        char c = buffer.charAt(pos);
        return Character.isWhitespace(c) || "(),.;=<>+-*/'`\"".indexOf(c) >= 0;
    }
}
