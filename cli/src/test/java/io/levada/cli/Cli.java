package io.levada.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** The command in this process: arguments and stdin in, exit code, stdout and stderr out. */
final class Cli {
    private Cli() {}

    record Result(int code, String out, String err) {}

    static Result run(String... args) {
        return withInput("", args);
    }

    static Result withInput(String stdin, String... args) {
        return run(new ByteArrayOutputStream(), stdin, args);
    }

    /** Read by somebody who goes away as soon as a text was there, as behind {@code | grep -m 1}. */
    static Result until(Pattern wanted, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() throws IOException {
                if (wanted.matcher(toString(StandardCharsets.UTF_8)).find()) {
                    throw new IOException("Broken pipe");
                }
            }
        };
        return run(out, "", args);
    }

    private static Result run(ByteArrayOutputStream out, String stdin, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                TerminalFacts.NONE,
                Map.of());
        int code = Main.run(console, args);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
