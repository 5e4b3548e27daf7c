package io.levada.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command reads and writes: rows to {@code out}, everything else to {@code err}. Both take UTF-8; {@code out} is
 * buffered and must be flushed.
 *
 * @param terminal which of the three are a terminal
 */
public record Console(
        PrintStream out, PrintStream err, InputStream in, TerminalFacts terminal, Map<String, String> environment) {

    /** Those of the process. */
    public static Console ofProcess() {
        return new Console(
                new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                        false,
                        StandardCharsets.UTF_8),
                new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), 1 << 12),
                        true,
                        StandardCharsets.UTF_8),
                System.in,
                TerminalFacts.ofProcess(),
                System.getenv());
    }

    /** Colours for stderr, or none where nobody would see them. */
    public Style errorStyle() {
        return Style.of(terminal.err() && coloursWanted());
    }

    /** Whether colours are allowed at all: {@code NO_COLOR} and dumb terminals say no. */
    public boolean coloursWanted() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }

    /** Whether stack traces are shown, for those who hunt a bug. */
    public boolean debug() {
        return "1".equals(environment.get("LEVADA_DEBUG"));
    }

    /** A line for a person, on stderr. */
    public void say(String line) {
        err.append(line + "\n").flush();
    }
}
