package io.levada.tests.flink;

import io.levada.tests.torture.Java;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own. */
record Command(int code, String out, String err) {
    private static final long PATIENCE_SECONDS = 120;

    static Command run(Path directory, String... arguments) throws IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "command", ".log");
        Process process = Java.start(
                log, true, Map.of(), List.of("-Xmx256m", "-XX:+UseSerialGC"), "io.levada.cli.Main", List.of(arguments));
        Thread reaper = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroy();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        });
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        reaper.interrupt();
        return new Command(code, out, Files.readString(log));
    }
}
