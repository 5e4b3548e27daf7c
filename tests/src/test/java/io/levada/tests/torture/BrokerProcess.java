package io.levada.tests.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The broker, which is a process of its own so that it can be killed too. */
public final class BrokerProcess implements AutoCloseable {
    private static final String READY = "ready bootstrap=";

    private final Path directory;
    private String bootstrap = "";
    private Process process;

    public BrokerProcess(Path directory) throws IOException {
        this.directory = directory;
        this.process = start("0");
    }

    private Process start(String port) throws IOException {
        Process started = Java.start(
                directory.resolveSibling("broker.log"),
                true,
                Map.of(),
                List.of("-Xmx512m", "-XX:+UseSerialGC"),
                "io.levada.broker.BrokerMain",
                List.of("--dir", directory.toString(), "--port", port));
        String line = started.inputReader().readLine();
        if (line == null || !line.startsWith(READY)) {
            throw new IllegalStateException("the broker did not start: see " + directory.resolveSibling("broker.log"));
        }
        bootstrap = line.substring(READY.length());
        return started;
    }

    public String bootstrap() {
        return bootstrap;
    }

    /** SIGKILL, and a start on the same data and port. */
    void killAndRestart() throws IOException, InterruptedException {
        kill();
        restart();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** A start on the same data and port. */
    void restart() throws IOException {
        process = start(bootstrap.substring(bootstrap.indexOf(':') + 1));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
