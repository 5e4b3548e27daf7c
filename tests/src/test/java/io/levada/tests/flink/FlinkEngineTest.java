package io.levada.tests.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code levada run --engine flink} and {@code levada compare}, with a cluster in the child. */
class FlinkEngineTest {
    private static final String TABLE = """
            CREATE TABLE sales (item STRING, amount INT, sold TIMESTAMP_LTZ(3)) WITH ('connector' = 'values', 'data' = '
              {"item": "tea", "amount": 2, "sold": "2024-05-01 08:00:10Z"}
              {"item": "mug", "amount": 1, "sold": null}
              {"item": "tea", "amount": 5, "sold": "2024-05-01 08:00:40Z"}');
            """;

    @TempDir
    Path directory;

    @Test
    void rowsLookTheSameOnBothEngines() throws Exception {
        Path script = write(TABLE + """
                SET 'table.local-time-zone' = 'Europe/Lisbon';
                SELECT item, amount, sold FROM sales;
                CREATE VIEW totals AS SELECT item, SUM(amount) AS total FROM sales GROUP BY item;
                SELECT * FROM totals;
                """);
        Command ours = Command.run(directory, "run", "--parallelism", "1", "--format", "json", script.toString());
        Command theirs = Command.run(
                directory, "run", "--parallelism", "1", "--engine", "flink", "--format", "json", script.toString());
        assertThat(theirs.code()).as(theirs.err()).isZero();
        assertThat(theirs.out().lines()).contains("{\"item\":\"mug\",\"amount\":1,\"sold\":null}");
        assertThat(theirs.out()).contains("\"$op\":\"+U\",\"item\":\"tea\",\"total\":7");
        assertThat(theirs.out().lines().limit(3).toList())
                .containsExactlyElementsOf(ours.out().lines().limit(3).toList());
    }

    @Test
    void compareTellsThatAnswersAreEqualAndWhatIsNotPortable() throws Exception {
        Path script = write(TABLE.replace("'connector'", "'on-error' = 'skip', 'connector'") + """
                CREATE TABLE totals (item STRING, total BIGINT, PRIMARY KEY (item) NOT ENFORCED)
                  WITH ('connector' = 'upsert-kafka', 'topic' = 'totals', 'properties.bootstrap.servers' = 'localhost:1',
                        'key.format' = 'json', 'value.format' = 'json');
                SELECT item FROM sales WHERE amount > 1;
                INSERT INTO totals SELECT item, SUM(amount) FROM sales GROUP BY item;
                """);
        Command compared = Command.run(directory, "compare", script.toString());
        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.out()).isEqualTo("""
                query 1: equal, 2 rows
                INSERT INTO totals: equal, 2 rows
                queries=2 differ=0
                """);
        assertThat(compared.err()).contains("not portable: table 'sales': 'on-error'");
    }

    @Test
    void compareShowsTheRowsThatDiffer() throws Exception {
        // A difference that was decided: docs/decisions/0002-codegen.md.
        Command compared = Command.run(
                directory,
                "compare",
                write("SELECT CEIL(TIMESTAMP '2024-01-01 12:00:00' TO YEAR), 1;")
                        .toString());
        assertThat(compared.out())
                .contains("levada only: 2025-01-01 00:00:00 | 1")
                .contains("flink only:  ");
        assertThat(compared.code()).isEqualTo(1);
    }

    @Test
    void whatIsLevadasAloneIsAnErrorWithItsPlace() throws Exception {
        Path script = write("""
                SELECT 1;
                CREATE TABLE d (a INT) WITH ('connector' = 'datagen', 'number-of-rows' = '3', 'seed' = '7');
                SELECT * FROM d;
                """);
        Command run = Command.run(directory, "run", "--engine", "flink", script.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("+I[1]\n");
        assertThat(run.err())
                .contains("error[SQL_UNSUPPORTED]: the option 'seed' of table 'd' is Levada's alone")
                .contains(":2:1");
    }

    @Test
    void aClusterThatIsNotThereIsAnExternalError() throws Exception {
        Command run = Command.run(
                directory,
                "run",
                "--flink",
                "http://localhost:1",
                write("SELECT 1;").toString());
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("error[CONNECTION]");
    }

    private Path write(String sql) throws IOException {
        return Files.writeString(directory.resolve("script.sql"), sql);
    }
}
