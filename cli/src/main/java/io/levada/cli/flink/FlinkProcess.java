package io.levada.cli.flink;

import io.levada.cli.Console;
import io.levada.core.child.Frame;
import io.levada.core.child.FrameCodec;
import io.levada.core.child.ScriptRequest;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The child with Flink's class path. It lives for one script. */
public final class FlinkProcess {
    /** What Flink reaches into; flink/pom.xml says the same for its tests. */
    public static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.reflect",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.net",
            "java.io",
            "java.nio",
            "java.math",
            "java.text",
            "java.time",
            "sun.nio.ch");

    private final Console console;

    public FlinkProcess(Console console) {
        this.console = console;
    }

    /** Runs the script to its end; an error of it is thrown. */
    public void run(ScriptRequest request, Consumer<Frame> frames) {
        String classPath = new FlinkJars(console).classPath();
        try {
            Process process = start(classPath);
            Thread killer = new Thread(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(killer);
            try (DataOutputStream down = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
                    DataInputStream up = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
                request.write(down);
                down.flush();
                follow(up, frames);
            } finally {
                process.destroyForcibly();
                Runtime.getRuntime().removeShutdownHook(killer);
            }
        } catch (IOException e) {
            throw new LevadaException(
                    ErrorCode.INTERNAL,
                    "the process that runs Flink can't be spoken to: " + e.getMessage(),
                    null,
                    null,
                    e);
        }
    }

    private Process start(String classPath) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=" + (console.debug() ? "info" : "off"));
        command.addAll(List.of("-cp", classPath, "io.levada.flink.Main"));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void follow(DataInputStream up, Consumer<Frame> frames) throws IOException {
        FrameCodec codec = new FrameCodec();
        while (true) {
            switch (codec.read(up)) {
                case null ->
                    throw new LevadaException(
                            ErrorCode.INTERNAL,
                            "the process that runs Flink ended without a word",
                            "LEVADA_DEBUG=1 shows its log");
                case Frame.Done done -> {
                    return;
                }
                case Frame.Failed failed -> throw failed.error();
                case Frame frame -> frames.accept(frame);
            }
        }
    }
}
