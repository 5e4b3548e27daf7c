package io.levada.cli;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.ErrorText;
import io.levada.core.error.Fault;
import io.levada.core.error.LevadaException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Shows errors to a person, never with a stack trace unless LEVADA_DEBUG=1 asks for it. */
public final class Failures {
    private Failures() {}

    /**
     * Prints the error on stderr.
     *
     * @param source name of the script, null when the error isn't about one
     * @param script its text
     * @return the exit code of the process
     */
    public static int show(Console console, Throwable failure, @Nullable String source, @Nullable String script) {
        LevadaException error = LevadaException.internal(unwrapped(failure));
        console.say(coloured(ErrorText.render(error, source, script), console.errorStyle()));
        if (error.fault() == Fault.BUG && !console.debug()) {
            console.say("hint: LEVADA_DEBUG=1 shows where it happened; please report it with the script");
        }
        if (console.debug()) {
            Throwable cause = error.getCause();
            (cause == null ? error : cause).printStackTrace(console.err());
            console.err().flush();
        }
        return error.fault().exitCode();
    }

    public static int show(Console console, Throwable failure) {
        return show(console, failure, null, null);
    }

    /** An error of the command line, in the form of all others. */
    static int usage(Console console, String message, @Nullable String hint) {
        return show(console, new LevadaException(ErrorCode.OPTION_INVALID, message, hint));
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper = failure instanceof ExecutionException || failure instanceof CompletionException;
        return wrapper && cause != null ? unwrapped(cause) : failure;
    }

    private static String coloured(String text, Style style) {
        if (!style.on()) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        text.lines().forEach(line -> {
            int colon = line.indexOf("]: ");
            if (out.isEmpty() && colon > 0) {
                out.append(style.red(line.substring(0, colon + 1))).append(line, colon + 1, line.length());
            } else if (line.startsWith("hint: ")) {
                out.append('\n').append(style.green("hint:")).append(line, 5, line.length());
            } else if (line.stripLeading().startsWith("| ") && line.strip().endsWith("^")) {
                int caret = line.indexOf('^');
                out.append('\n').append(line, 0, caret).append(style.red(line.substring(caret)));
            } else {
                out.append(out.isEmpty() ? "" : "\n").append(line);
            }
        });
        return out.toString();
    }
}
