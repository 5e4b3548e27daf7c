package io.levada.tests.torture;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Java processes with this one's class path. */
public final class Java {
    private Java() {}

    /** @param log takes what the process says on stderr, and on stdout unless it is read */
    public static Process start(
            Path log,
            boolean readOutput,
            Map<String, String> environment,
            List<String> flags,
            String main,
            List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        File file = log.toFile();
        builder.redirectError(Redirect.appendTo(file));
        builder.redirectOutput(readOutput ? Redirect.PIPE : Redirect.appendTo(file));
        return builder.start();
    }
}
