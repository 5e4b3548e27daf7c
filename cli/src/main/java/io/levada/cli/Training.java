package io.levada.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Not a command: what the launcher runs while the JVM records which classes a start needs, for its class archives. There are
 * two, because all of an archive is in memory when it is used: {@code demo} has the broker in it, {@code run}, for all the other
 * commands, a query from Kafka to Kafka and one for the terminal.
 */
public final class Training {
    private static final String TABLES = """
            CREATE TABLE events (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP(3),
              WATERMARK FOR happened AS happened - INTERVAL '1' SECOND)
            WITH ('connector' = 'kafka', 'topic' = 'events', 'properties.bootstrap.servers' = '${bootstrap}',
              'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset', 'format' = 'json');
            CREATE TABLE sums (window_start TIMESTAMP(3), name STRING, n BIGINT, total DOUBLE)
            WITH ('connector' = 'kafka', 'topic' = 'sums', 'properties.bootstrap.servers' = '${bootstrap}',
              'format' = 'json', 'sink.delivery-guarantee' = 'exactly-once');
            """;
    private static final String FILL = """
            INSERT INTO events VALUES
              (1, 'one', 1.5, TIMESTAMP '2001-01-01 00:00:00'), (2, 'two', 2.5, TIMESTAMP '2001-01-01 00:01:00');
            """;
    private static final String WINDOWS = """
            INSERT INTO sums SELECT window_start, UPPER(name), COUNT(*), SUM(price)
            FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(happened), INTERVAL '10' SECOND)) WHERE price > 1
            GROUP BY window_start, window_end, name;
            """;
    private static final String GROUPS = """
            SELECT name, COUNT(*), SUM(price) FROM events JOIN (VALUES (1), (2)) AS t (other) ON id = other GROUP BY name;
            """;

    private Training() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("demo")) {
            demo();
        } else {
            run();
        }
        System.exit(0);
    }

    static void demo() {
        command("demo", "--plain", "--duration", "2s", "--port", "0");
    }

    static void run() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("levada-training");
        try (TrainingBroker broker = TrainingBroker.start(directory.resolve("broker"), List.of("events", "sums"))) {
            for (String insert : List.of(FILL, WINDOWS, GROUPS)) {
                Path script = Files.writeString(directory.resolve("training.sql"), TABLES + insert);
                String state = directory.resolve("state").toString();
                command("run", "--fresh", "--state", state, "-D", "bootstrap=" + broker.bootstrap(), script.toString());
            }
        } finally {
            delete(directory);
        }
    }

    /**
     * An archive of what fails early would only be small, and every start slow: the exit code tells the launcher to throw
     * it away.
     */
    private static void command(String... words) {
        int code = Main.run(Console.ofProcess(), words);
        if (code != 0) {
            throw new IllegalStateException("exit code " + code + " of " + Arrays.toString(words));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
