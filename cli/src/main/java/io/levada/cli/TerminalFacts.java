package io.levada.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Which of the standard streams are a terminal, and how wide it is. */
public record TerminalFacts(boolean in, boolean out, boolean err) {
    public static final TerminalFacts NONE = new TerminalFacts(false, false, false);
    private static final int USUAL_WIDTH = 80;

    /**
     * The launcher knows best and says it in the property {@code levada.terminal}, as in {@code in,out,err}; without it
     * Linux tells by the names of the open files, and elsewhere nothing is taken for a terminal.
     */
    static TerminalFacts ofProcess() {
        String told = System.getProperty("levada.terminal");
        if (told != null) {
            return new TerminalFacts(told.contains("in"), told.contains("out"), told.contains("err"));
        }
        Boolean in = isTerminal(0);
        Boolean out = isTerminal(1);
        Boolean err = isTerminal(2);
        if (in == null || out == null || err == null) {
            return NONE;
        }
        return new TerminalFacts(in, out, err);
    }

    private static @Nullable Boolean isTerminal(int descriptor) {
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty") || name.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** Columns of the terminal, asked of {@code stty}; 80 when it doesn't know. Takes some milliseconds. */
    public int width() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size < /dev/tty")
                    .redirectErrorStream(true)
                    .start();
            stty.getOutputStream().close();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
            if (stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0) {
                int columns = Integer.parseInt(answer.substring(answer.indexOf(' ') + 1));
                return columns > 0 ? columns : USUAL_WIDTH;
            }
            return USUAL_WIDTH;
        } catch (IOException | NumberFormatException e) {
            return USUAL_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH;
        }
    }
}
