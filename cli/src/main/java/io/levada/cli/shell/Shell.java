package io.levada.cli.shell;

import io.levada.cli.Console;
import io.levada.cli.Failures;
import io.levada.cli.run.RunOptions;
import io.levada.cli.run.ScriptRunner;
import io.levada.cli.script.Script;
import io.levada.core.config.JobOptions;
import io.levada.core.connector.Connectors;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.sql.SqlSession;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/** One session: takes what was entered, a statement or a command of the shell, and runs it. */
public final class Shell {
    private static final String HELP = """
            A statement runs at its semicolon and may go over several lines:
              CREATE TABLE t (...) WITH (...);   SELECT ...;   INSERT INTO t SELECT ...;
              SHOW TABLES;   DESCRIBE t;   EXPLAIN [ANALYZE] SELECT ...;   SET 'key' = 'value';
            Ctrl-C ends a running query. Tab completes.
            Without a semicolon:
              help          this text
              source FILE   run the statements of a file
              quit          leave (as Ctrl-D does)
            """;

    private final Console console;
    private final SqlSession session;
    private final ScriptRunner runner;

    public Shell(Console console) {
        this.console = console;
        Connectors connectors = Connectors.load();
        this.session = new SqlSession(connectors);
        session.set(JobOptions.NAME.key(), "shell");
        this.runner = new ScriptRunner(console, connectors, session, RunOptions.SHELL);
    }

    /** Until the person leaves or the pipe ends. Returns the exit code. */
    public int run() {
        return console.terminal().in() && console.terminal().out()
                ? new InteractiveInput(console, this).run()
                : new PipedInput(console, this).run();
    }

    SqlSession session() {
        return session;
    }

    /** Whether a line is one of the shell's own commands. */
    static boolean isCommand(String line) {
        String word = word(line);
        return switch (word) {
            case "help", "quit", "exit" -> bareArgument(line).isEmpty();
            case "source" -> true;
            default -> false;
        };
    }

    static boolean isQuit(String line) {
        return isCommand(line) && (word(line).equals("quit") || word(line).equals("exit"));
    }

    private static String word(String line) {
        String bare = withoutSemicolon(line);
        int blank = bare.indexOf(' ');
        return (blank < 0 ? bare : bare.substring(0, blank)).toLowerCase(Locale.ROOT);
    }

    private static String bareArgument(String line) {
        String bare = withoutSemicolon(line);
        int blank = bare.indexOf(' ');
        return blank < 0 ? "" : bare.substring(blank + 1).strip();
    }

    private static String withoutSemicolon(String line) {
        String stripped = line.strip();
        return stripped.endsWith(";")
                ? stripped.substring(0, stripped.length() - 1).strip()
                : stripped;
    }

    /** Runs what was entered; errors are shown. Returns the exit code that they would give. */
    int execute(String entered) {
        if (isCommand(entered)) {
            return command(entered);
        }
        return Statements.blank(entered) ? 0 : execute(new Script("sql", entered));
    }

    private int command(String line) {
        if (word(line).equals("help")) {
            console.err().append(HELP).flush();
            return 0;
        }
        String file = bareArgument(line);
        if (file.isEmpty()) {
            return Failures.show(
                    console, new LevadaException(ErrorCode.OPTION_MISSING, "source needs a file", "source my.sql"));
        }
        try {
            return execute(Script.read(file, InputStream.nullInputStream()));
        } catch (RuntimeException e) {
            return Failures.show(console, e);
        }
    }

    private int execute(Script script) {
        try {
            return runner.run(script.replaced(Map.of(), console.environment()));
        } catch (RuntimeException e) {
            return Failures.show(console, e, script.name(), script.text());
        } finally {
            console.out().flush();
        }
    }
}
