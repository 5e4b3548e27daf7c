package io.levada.bench.nexmark;

import io.levada.connector.standard.nexmark.MeasuredRuns;
import io.levada.core.child.ScriptRequest;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVMs beside this one, all with the same heap and collector. */
public final class Child {
    /** What went wrong, in one line. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    private final Path root;
    private final String heap;
    private final Path log;

    /**
     * @param root of the project
     * @param log takes what children write to standard error
     */
    public Child(Path root, String heap, Path log) {
        this.root = root;
        this.heap = heap;
        this.log = log;
    }

    /** Levada's class path: that of this process. */
    public List<String> levada(String main) {
        List<String> command = java();
        command.addAll(
                List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), main));
        return command;
    }

    /** Flink's class path: that of its module, and what Flink must be allowed. */
    public List<String> flink(String main, String... properties) throws IOException {
        Path module = root.resolve("flink");
        List<String> command = java();
        for (String name : List.of(
                "lang",
                "lang.reflect",
                "util",
                "util.concurrent",
                "util.concurrent.atomic",
                "net",
                "io",
                "nio",
                "math",
                "text",
                "time")) {
            command.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED");
        }
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        command.addAll(List.of(properties));
        command.add("-cp");
        command.add(module.resolve("target/classes")
                + File.pathSeparator
                + root.resolve("bench/target/classes")
                + File.pathSeparator
                + Files.readString(module.resolve("target/classpath")).strip());
        command.add(main);
        return command;
    }

    private List<String> java() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseG1GC",
                "-Xms" + heap,
                "-Xmx" + heap,
                "-Duser.timezone=UTC"));
        if (System.getProperty("os.name").equals("Linux")) {
            // For the kernel, 4 GB by pages of 4 KB are more work than many a query.
            command.add("-XX:+UseTransparentHugePages");
        }
        return command;
    }

    /** Takes what children write to standard error. */
    public Path log() {
        return log;
    }

    /** Starts it with its standard input and output open. */
    public Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Starts it and hands it a script. */
    public Process start(List<String> command, ScriptRequest request) throws IOException {
        Process process = start(command);
        try (OutputStream in = process.getOutputStream();
                DataOutputStream out = new DataOutputStream(in)) {
            request.write(out);
        }
        return process;
    }

    /** Waits for its end and gives the last line that it printed; empty for none. */
    public static String lastLine(Process process) throws IOException {
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        } finally {
            process.destroy();
        }
        return last;
    }

    /** Runs it to its end; its last line are the figures. */
    MeasuredRuns.Figures measure(List<String> command, ScriptRequest request) throws IOException, Failed {
        List<String> touched = new ArrayList<>(command);
        // A heap that is never full would be touched for the first time all through the measurement.
        touched.add(1, "-XX:+AlwaysPreTouch");
        Process process = start(touched, request);
        String last = lastLine(process);
        if (last.isEmpty() || !Character.isDigit(last.charAt(0))) {
            throw new Failed(last.startsWith("failed ") ? last.substring(7) : "the process ended early; see " + log);
        }
        return MeasuredRuns.Figures.parse(last);
    }
}
