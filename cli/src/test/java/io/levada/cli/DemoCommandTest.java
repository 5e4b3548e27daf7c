package io.levada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, briefly: a real broker, real data, both pipelines. */
class DemoCommandTest {
    private static final Pattern SUMMARY =
            Pattern.compile("events=(\\d+) results=(\\d+) alerts=(\\d+) dead=(\\d+) p99_ms=(\\d+)\n");

    @TempDir
    Path directory;

    @Test
    void showsEventsResultsAndGoesOnWhereItEnded() {
        Path demo = directory.resolve("demo");
        Cli.Result first = Cli.run("demo", "--plain", "--duration", "8s", "--speed", "2000x", "--dir", demo.toString());
        assertThat(first.code()).as(first.err()).isZero();
        Matcher summary = SUMMARY.matcher(first.out());
        assertThat(summary.matches()).as(first.out()).isTrue();
        assertThat(Long.parseLong(summary.group(1))).as("events").isGreaterThan(500);
        assertThat(Long.parseLong(summary.group(2))).as("results").isGreaterThan(100);
        assertThat(first.err()).contains("a Kafka broker listens on 127.0.0.1:", "flights: running", "quakes: running");
        assertThat(Files.exists(demo)).isTrue();

        Cli.Result second =
                Cli.run("demo", "--plain", "--duration", "3s", "--speed", "2000x", "--dir", demo.toString());
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err())
                .contains(
                        "going on with " + demo,
                        "flights: going on from checkpoint",
                        "quakes: going on from checkpoint");
        Pattern row = Pattern.compile("(?m)^\\+I\\[2001-01-02 0[67]:00:00.000, ATL, \\d+, ");
        assertThat(askLate(demo.resolve("kafka"), row)).containsPattern(row);
    }

    /** The question that the README has for a second terminal, until an answer is there. */
    private static String askLate(Path data, Pattern wanted) {
        Path late = Path.of("..", "examples", "flights", "late.sql");
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
            Cli.Result rows = Cli.until(
                    wanted,
                    "run",
                    late.toString(),
                    "--define",
                    "bootstrap=" + broker.bootstrapServers(),
                    "--duration",
                    "90s");
            assertThat(rows.code()).as(rows.err()).isZero();
            return rows.out();
        }
    }

    @Test
    void leavesOtherPeoplesDirectoriesAlone() throws Exception {
        Path mine = Files.writeString(directory.resolve("letter.txt"), "dear");
        Cli.Result result = Cli.run("demo", "--plain", "--fresh", "--dir", directory.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("is not empty and not the directory of an earlier demo");
        assertThat(mine).exists();
    }

    @Test
    void refusesASpeedThatIsNone() {
        Cli.Result result = Cli.run("demo", "--speed", "fast");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("error[OPTION_INVALID]: 'fast' isn't a speed\n"
                        + "hint: write a multiple of real time such as 60x, or max\n");
    }
}
