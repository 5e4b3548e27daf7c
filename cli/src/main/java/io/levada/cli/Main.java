package io.levada.cli;

/** The process: arguments to an exit code. 0 fine, 1 the user's error, 2 an external system, 3 our bug. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(Console.ofProcess(), args));
    }

    /** Runs one command and flushes what it wrote. */
    public static int run(Console console, String... args) {
        try {
            return Commands.line(console, args).execute(args);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            return Failures.show(console, e);
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }
}
