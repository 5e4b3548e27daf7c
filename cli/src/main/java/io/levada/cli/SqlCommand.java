package io.levada.cli;

import io.levada.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code levada sql}. */
@Command(name = "sql", description = "An interactive shell; with statements from a pipe it runs them and ends.")
final class SqlCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    SqlCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return new Shell(console).run();
    }
}
