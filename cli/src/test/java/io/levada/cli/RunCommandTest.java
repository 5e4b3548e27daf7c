package io.levada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    @TempDir
    Path directory;

    private String table;

    @BeforeEach
    void writeInput() throws IOException {
        Path input = directory.resolve("in.csv");
        Files.writeString(input, "ATL,12\nORD,30\nATL,8\n");
        table = "CREATE TABLE flights (airport STRING, delay INT) WITH ('connector' = 'filesystem', 'path' = '" + input
                + "', 'format' = 'csv');\n";
    }

    @Test
    void rowsGoToStdoutAndNothingElseDoes() {
        Cli.Result result = Cli.withInput("SELECT 1 AS a, 'x' AS b;", "run", "-");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("+I[1, x]\n");
    }

    @Test
    void printsRowsInTheFormatThatIsAskedFor() {
        String query = table + "SELECT airport, delay FROM flights WHERE delay > 10;";
        assertThat(Cli.withInput(query, "run", "--format", "json", "-").out().lines())
                .containsExactlyInAnyOrder("{\"airport\":\"ATL\",\"delay\":12}", "{\"airport\":\"ORD\",\"delay\":30}");
        assertThat(Cli.withInput(query, "run", "--format=csv", "-").out()).startsWith("airport,delay\n");
        assertThat(Cli.withInput(query, "run", "--format", "table", "-").out())
                .startsWith(" op | airport | delay\n----+---------+-------\n +I | ");
    }

    @Test
    void anUpdatingResultTellsItsChanges() {
        String query = table + "SELECT airport, COUNT(*) AS n FROM flights GROUP BY airport;";
        Cli.Result result = Cli.withInput(query, "run", "--parallelism", "1", "-");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines()).contains("+I[ORD, 1]").anyMatch(line -> line.matches("\\+[IU]\\[ATL, 2]"));
    }

    /** As when the broker's container hasn't its name yet. */
    @Test
    void aJobWhoseBrokerHasNoNameYetSaysWhatToLookAtAndTriesAgain() throws IOException {
        Path script = directory.resolve("job.sql");
        Files.writeString(script, table + """
                        CREATE TABLE late (airport STRING, delay INT)
                          WITH ('connector' = 'kafka', 'topic' = 'late', 'format' = 'json',
                                'properties.bootstrap.servers' = 'no-such-host.invalid:9092');
                        INSERT INTO late SELECT * FROM flights;
                        """);
        Cli.Result result = Cli.run(
                "run",
                script.toString(),
                "--duration",
                "2s",
                "--state",
                directory.resolve("state").toString());
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines().findFirst().orElseThrow())
                .startsWith("note: could not ")
                .contains("at no-such-host.invalid:9092: the name of the host can't be resolved (is it right in"
                        + " 'properties.bootstrap.servers'")
                .contains("; starting again in ");
        assertThat(result.err())
                .contains("error[CONNECTION]: stopped while the job was to start again: could not ")
                .contains("the next run begins where this one would have");
    }

    @Test
    void insertsOfAScriptRunAsOneJobAndEndByThemselves() throws IOException {
        Path script = directory.resolve("job.sql");
        Files.writeString(script, table + """
                        CREATE TABLE late (airport STRING, delay INT)
                          WITH ('connector' = 'filesystem', 'path' = '${out}/late', 'format' = 'csv');
                        CREATE TABLE early (airport STRING, delay INT)
                          WITH ('connector' = 'filesystem', 'path' = '${out}/early', 'format' = 'csv');
                        INSERT INTO late SELECT * FROM flights WHERE delay > 10;
                        INSERT INTO early SELECT * FROM flights WHERE delay <= 10;
                        """);
        Cli.Result result = Cli.run(
                "run",
                script.toString(),
                "-D",
                "out=" + directory,
                "--state",
                directory.resolve("state").toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("finished: 3 rows in, 3 rows out");
        assertThat(lines(directory.resolve("late"))).isEqualTo(2);
        assertThat(lines(directory.resolve("early"))).isEqualTo(1);
    }

    private static long lines(Path folder) throws IOException {
        long lines = 0;
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines += Files.readAllLines(file).size();
            }
        }
        return lines;
    }

    @Test
    void anUnboundedQueryEndsAfterItsDuration() {
        Cli.Result result = Cli.withInput(
                "CREATE TABLE g (id BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '100');"
                        + "SELECT id FROM g;",
                "run",
                "--duration",
                "1s",
                "-");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines().count()).isBetween(10L, 200L);
    }

    @Test
    void anErrorInTheScriptShowsItsPlace() throws IOException {
        Path script = directory.resolve("typo.sql");
        Files.writeString(script, table + "SELECT airprt\nFROM flights;\n");
        Cli.Result result = Cli.run("run", script.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("error[SQL_UNKNOWN_NAME]: ")
                .contains(script + ":2:8\n2 | SELECT airprt\n  |        ^^^^^^\n")
                .contains("did you mean")
                .contains("airport");
    }

    @Test
    void whatIsMissingIsTheUsersError() {
        Cli.Result result = Cli.run("run", directory.resolve("none.sql").toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("error[FILE_NOT_FOUND]: there is no file");
        result = Cli.withInput("SELECT '${x}';", "run", "-");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("""
                        error[SQL_UNKNOWN_NAME]: the variable 'x' has no value
                         --> stdin:1:9
                        1 | SELECT '${x}';
                          |         ^^^^
                        hint: give it a value, or a default: ${x:-...}
                        """);
    }

    @Test
    void anUnknownSettingNamesTheNearest() {
        Cli.Result result = Cli.withInput("SELECT 1;", "run", "--set", "execution.checkpointing.intervall=1s", "-");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("did you mean 'execution.checkpointing.interval'?");
    }

    @Test
    void aFailureOfARowIsToldWithoutAStackTrace() {
        Cli.Result result = Cli.withInput(table + "SELECT 1 / (delay - 12) FROM flights;", "run", "-");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("error[EVALUATION]: ").doesNotContain("\tat ");
    }
}
