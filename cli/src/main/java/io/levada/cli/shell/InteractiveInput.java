package io.levada.cli.shell;

import io.levada.cli.Console;
import io.levada.cli.Failures;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.sql.SqlSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Statements from a person, with history, completion and colours. */
final class InteractiveInput {
    private final Console console;
    private final Shell shell;

    InteractiveInput(Console console, Shell shell) {
        this.console = console;
        this.shell = shell;
    }

    int run() {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            console.say("Levada SQL. 'help' says what there is, 'quit' leaves.");
            LineReader reader = reader(terminal);
            while (prompt(reader)) {
                // each turn runs one statement
            }
            return 0;
        } catch (IOException e) {
            return Failures.show(
                    console, new LevadaException(ErrorCode.STORAGE, "can't use the terminal: " + e, null, null, e));
        }
    }

    /** Reads and runs one statement; false when the person leaves. */
    private boolean prompt(LineReader reader) {
        try {
            String entered = reader.readLine("levada> ");
            if (Shell.isQuit(entered)) {
                return false;
            }
            shell.execute(entered);
            return true;
        } catch (UserInterruptException e) {
            return true;
        } catch (EndOfFileException e) {
            return false;
        }
    }

    private LineReader reader(Terminal terminal) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("levada")
                .parser(new StatementParser(Shell::isCommand))
                .completer(new SqlCompleter(new Words(shell.session())))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "      > ")
                .variable(LineReader.INDENTATION, 0)
                .variable(LineReader.HISTORY_FILE, historyFile())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.AUTO_FRESH_LINE, true);
        if (console.coloursWanted()) {
            builder.highlighter(new SqlHighlighter(new HashSet<>(SqlSession.keywords())));
        }
        return builder.build();
    }

    /** Below the home directory. */
    private static Path historyFile() {
        return Path.of(System.getProperty("user.home", "."), ".levada", "history");
    }
}
