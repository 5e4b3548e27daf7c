package io.levada.cli.shell;

import io.levada.cli.Console;
import io.levada.cli.Failures;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Statements from a pipe: each runs when it is whole, the first error ends it all. */
final class PipedInput {
    private final Console console;
    private final Shell shell;

    PipedInput(Console console, Shell shell) {
        this.console = console;
        this.shell = shell;
    }

    int run() {
        BufferedReader lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        StringBuilder statement = new StringBuilder();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (Statements.blank(statement.toString()) && Shell.isQuit(line)) {
                    return 0;
                }
                boolean command = Statements.blank(statement.toString()) && Shell.isCommand(line);
                statement.append(line).append('\n');
                if (command || Statements.complete(statement.toString())) {
                    int code = shell.execute(statement.toString());
                    if (code != 0) {
                        return code;
                    }
                    statement.setLength(0);
                }
            }
        } catch (IOException e) {
            return Failures.show(
                    console, new LevadaException(ErrorCode.STORAGE, "can't read standard input: " + e, null, null, e));
        }
        return shell.execute(statement.toString());
    }
}
