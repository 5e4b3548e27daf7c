package io.levada.cli;

import io.levada.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Not a command: what the launcher runs while the JVM records which classes a start needs, for its class archive. It goes
 * through what people wait for: a broker that starts and a query that gives its first row.
 */
public final class Training {
    private Training() {}

    public static void main(String[] args) throws IOException {
        run();
        System.exit(0);
    }

    static void run() throws IOException {
        Path directory = Files.createTempDirectory("levada-training");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            broker.createTopic("training", 1);
        } finally {
            delete(directory);
        }
        Main.run(Console.ofProcess(), "--version");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
