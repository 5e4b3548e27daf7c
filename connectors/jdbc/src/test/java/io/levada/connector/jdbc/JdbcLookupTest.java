package io.levada.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.Levada;
import io.levada.QueryResult;
import io.levada.RowSource;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.JobStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real PostgreSQL. */
class JdbcLookupTest {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        run("CREATE TABLE drivers (id BIGINT, region TEXT, name TEXT, stars INT)");
        run(
                "INSERT INTO drivers VALUES (1, 'n', 'ada', 5), (2, 'n', 'bob', 3), (2, 's', 'eve', 4), (3, 's', NULL, NULL)");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String with(String table, String... options) {
        StringBuilder out = new StringBuilder(") WITH ('connector' = 'jdbc', 'url' = '")
                .append(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""))
                .append("', 'username' = 'postgres', 'password' = 'x', 'table-name' = '")
                .append(table)
                .append("'");
        for (int i = 0; i < options.length; i += 2) {
            out.append(", '")
                    .append(options[i])
                    .append("' = '")
                    .append(options[i + 1])
                    .append("'");
        }
        return out.append(")").toString();
    }

    private static Levada open(String... settings) {
        Map<String, String> all = new java.util.HashMap<>(Map.of("parallelism.default", "1"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Levada.open(all);
    }

    private static RowSource rides(Levada levada, String... options) {
        RowSource rides = levada.source("rides", "ride INT, driver BIGINT, region STRING, seen AS PROCTIME()");
        levada.execute("CREATE TABLE drivers (id BIGINT, region STRING, name STRING, stars INT"
                + with("public.drivers", options));
        return rides;
    }

    private static List<List<@Nullable Object>> rows(QueryResult result) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        result.forEach(row -> rows.add(row.values()));
        return rows;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "partial", "full"})
    void innerAndLeftInTheOrderOfTheRows(String cache) {
        for (boolean left : new boolean[] {false, true}) {
            try (Levada levada = open()) {
                RowSource rides =
                        rides(levada, "lookup.cache", cache, "lookup.full-cache.periodic-reload.interval", "1 h");
                rides.emit(1, 2L, "n");
                rides.emit(2, 9L, "n");
                rides.emit(3, null, "n");
                rides.emit(4, 1L, "n");
                rides.emit(5, 2L, "s");
                rides.complete();
                QueryResult result = levada.query("SELECT r.ride, d.name FROM rides r " + (left ? "LEFT " : "")
                        + "JOIN drivers FOR SYSTEM_TIME AS OF r.seen AS d ON r.driver = d.id AND r.region = d.region");
                assertThat(rows(result))
                        .isEqualTo(
                                left
                                        ? List.of(
                                                row(1, "bob"), row(2, null), row(3, null), row(4, "ada"), row(5, "eve"))
                                        : List.of(row(1, "bob"), row(4, "ada"), row(5, "eve")));
            }
        }
    }

    @Test
    void severalRowsOfAKeyAndAFurtherCondition() {
        try (Levada levada = open()) {
            RowSource rides = rides(levada);
            rides.emit(1, 2L, "n");
            rides.emit(2, 3L, "n");
            rides.complete();
            QueryResult result = levada.query("SELECT r.ride, d.region, d.stars FROM rides r LEFT JOIN drivers"
                    + " FOR SYSTEM_TIME AS OF r.seen AS d ON r.driver = d.id AND d.stars > r.ride");
            assertThat(rows(result)).containsExactlyInAnyOrder(row(1, "n", 3), row(1, "s", 4), row(2, null, null));
        }
    }

    @Test
    void readsEveryType() throws SQLException {
        run(
                "CREATE TABLE typed (k INT, bo BOOLEAN, s SMALLINT, f REAL, d DOUBLE PRECISION, n NUMERIC(12, 4), v VARCHAR(10),"
                        + " by BYTEA, da DATE, ti TIME, ts TIMESTAMP, tz TIMESTAMPTZ)");
        run(
                "INSERT INTO typed VALUES (1, TRUE, 7, 1.5, 2.5, 3.14159, 'straße', '\\x0102', '2024-02-29', '01:02:03.123456',"
                        + " '2024-01-01 10:00:00.123456', '2024-01-01 10:00:00.5+02')");
        run("INSERT INTO typed (k) VALUES (2)");
        try (Levada levada = open()) {
            RowSource in = levada.source("t", "k INT, seen AS PROCTIME()");
            levada.execute(
                    "CREATE TABLE typed (k INT, bo BOOLEAN, s SMALLINT, f FLOAT, d DOUBLE, n DECIMAL(10, 2), v STRING,"
                            + " `by` BYTES, da DATE, ti TIME(3), ts TIMESTAMP(3), tz TIMESTAMP_LTZ(3)" + with("typed"));
            in.emit(1);
            in.emit(2);
            in.complete();
            List<List<@Nullable Object>> rows =
                    rows(levada.query("SELECT d.bo, d.s, d.f, d.d, d.n, d.v, d.`by`, d.da, d.ti,"
                            + " d.ts, d.tz FROM t JOIN typed FOR SYSTEM_TIME AS OF t.seen AS d ON t.k = d.k"));
            assertThat(rows.get(0))
                    .isEqualTo(row(
                            true,
                            (short) 7,
                            1.5f,
                            2.5,
                            new BigDecimal("3.14"),
                            "straße",
                            io.levada.core.data.Bytes.of(new byte[] {1, 2}),
                            LocalDate.of(2024, 2, 29),
                            LocalTime.of(1, 2, 3, 123_000_000),
                            LocalDateTime.of(2024, 1, 1, 10, 0, 0, 123_000_000),
                            Instant.parse("2024-01-01T08:00:00.5Z")));
            assertThat(rows.get(1)).hasSize(11).containsOnlyNulls();
        }
    }

    /** Random rows against a join by hand, with more keys than one statement asks for, also two workers. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void agreesWithAJoinByHand(int workers) throws SQLException {
        run("DROP TABLE IF EXISTS items");
        run("CREATE TABLE items (id INT, label TEXT)");
        run("INSERT INTO items SELECT i % 3000, 'label ' || i FROM generate_series(1, 4000) i WHERE i % 3 <> 0");
        Random random = new Random(7);
        try (Levada levada = open("parallelism.default", String.valueOf(workers), "levada.batch-size", "700")) {
            RowSource in = levada.source("t", "n INT, k INT, seen AS PROCTIME()");
            levada.execute("CREATE TABLE items (id INT, label STRING"
                    + with("items", "lookup.cache", "partial", "lookup.partial-cache.max-rows", "1000"));
            List<List<@Nullable Object>> expected = new ArrayList<>();
            for (int n = 0; n < 5000; n++) {
                Integer k = random.nextInt(20) == 0 ? null : (Integer) random.nextInt(3500);
                in.emit(n, k);
                int before = expected.size();
                for (int i = k == null || k >= 3000 ? 5000 : k; i <= 4000; i += 3000) {
                    if (i > 0 && i % 3 != 0) {
                        expected.add(row(n, k, "label " + i));
                    }
                }
                if (expected.size() == before) {
                    expected.add(row(n, k, null));
                }
            }
            in.complete();
            List<List<@Nullable Object>> got = rows(levada.query("SELECT t.n, t.k, d.label FROM t LEFT JOIN items"
                    + " FOR SYSTEM_TIME AS OF t.seen AS d ON t.k = d.id"));
            assertThat(got).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void seesWhatTheTableHoldsNow() throws SQLException {
        run("CREATE TABLE prices (id INT, price INT)");
        run("INSERT INTO prices VALUES (1, 10)");
        try (Levada levada = open()) {
            RowSource in = levada.source("t", "k INT, seen AS PROCTIME()");
            levada.execute("CREATE TABLE prices (id INT, price INT" + with("prices"));
            QueryResult result =
                    levada.query("SELECT d.price FROM t JOIN prices FOR SYSTEM_TIME AS OF t.seen AS d ON t.k = d.id");
            in.emit(1);
            assertThat(result.next().values()).isEqualTo(row(10));
            run("UPDATE prices SET price = 20");
            in.emit(1);
            assertThat(result.next().values()).isEqualTo(row(20));
            in.complete();
            assertThat(result.hasNext()).isFalse();
        }
    }

    /** Watermarks wait for the rows before them, so that no row is late to the window behind the join. */
    @Test
    void windowsBehindTheJoinLoseNothing() {
        try (Levada levada = open()) {
            RowSource in = levada.source(
                    "t",
                    "k BIGINT, ts TIMESTAMP(3), seen AS PROCTIME(), WATERMARK FOR ts AS ts - INTERVAL '0.001' SECOND");
            levada.execute("CREATE TABLE drivers (id BIGINT, region STRING, name STRING" + with("drivers"));
            LocalDateTime start = LocalDateTime.of(2024, 1, 1, 0, 0);
            for (int i = 0; i < 600; i++) {
                in.emit(1L, start.plusSeconds(i));
            }
            in.complete();
            levada.execute(
                    "CREATE VIEW named AS SELECT t.ts, d.name FROM t JOIN drivers FOR SYSTEM_TIME AS OF t.seen AS d"
                            + " ON t.k = d.id");
            List<List<@Nullable Object>> counts =
                    rows(levada.query("SELECT name, COUNT(*) FROM TABLE(TUMBLE(TABLE named,"
                            + " DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, name"));
            assertThat(counts).hasSize(10).allMatch(row("ada", 60L)::equals);
        }
    }

    /** Stopped in its midst again and again, with questions under way: a barrier waits for their answers. */
    @Test
    void nothingIsLostOrDoubledWhenTheJobIsStoppedAndGoesOn(@TempDir Path directory) throws Exception {
        run("CREATE TABLE labels (id INT, label TEXT)");
        run("INSERT INTO labels SELECT i, 'label ' || i FROM generate_series(1, 3000) i");
        run("CREATE VIEW slow_labels AS SELECT id, label FROM labels, pg_sleep(0.02)");
        int starts = 0;
        boolean ended = false;
        while (!ended) {
            assertThat(++starts).isLessThan(50);
            JobHandle job;
            try (Levada levada = Levada.open(
                    directory.resolve("state"),
                    Map.of(
                            "parallelism.default",
                            "2",
                            "levada.batch-size",
                            "25",
                            "execution.checkpointing.interval",
                            "40 ms"))) {
                levada.execute("CREATE TABLE numbers (n INT, seen AS PROCTIME()) WITH ('connector' = 'datagen',"
                        + " 'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '3000',"
                        + " 'rows-per-second' = '-1');\n"
                        + "CREATE TABLE labels (id INT, label STRING" + with("slow_labels") + ";\n"
                        + "CREATE TABLE labelled (n INT, label STRING) WITH ('connector' = 'filesystem', 'format' = 'csv',"
                        + " 'path' = '" + directory.resolve("out") + "');");
                job = levada.execute("INSERT INTO labelled SELECT n, label FROM numbers JOIN labels"
                                + " FOR SYSTEM_TIME AS OF numbers.seen AS d ON n = d.id")
                        .get(0);
                var unused = job.awaitEnd(Duration.ofMillis(300));
            }
            // It may also have come to its end while it was being stopped.
            ended = job.status() == JobStatus.FINISHED;
        }
        assertThat(starts).as("it was stopped in its midst").isGreaterThan(1);
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory.resolve("out"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        assertThat(lines)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 3000)
                        .mapToObj(n -> n + ",\"label " + n + "\"")
                        .toList());
    }

    @Test
    void whatTheDatabaseRefusesIsTold() {
        try (Levada levada = open()) {
            RowSource in = levada.source("t", "k INT, seen AS PROCTIME()");
            levada.execute("CREATE TABLE gone (id INT, price INT" + with("no_such_table"));
            in.emit(1);
            in.complete();
            assertThatThrownBy(() -> rows(levada.query(
                            "SELECT d.price FROM t JOIN gone FOR SYSTEM_TIME AS OF t.seen AS d ON t.k = d.id")))
                    .isInstanceOfSatisfying(LevadaException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID);
                        assertThat(e.message()).contains("no_such_table").contains("does not exist");
                    });
        }
    }

    @Test
    void wrongOptionsAreToldAtOnce() {
        try (Levada levada = open()) {
            assertThatThrownBy(
                            () -> levada.execute(
                                    "CREATE TABLE a (id INT) WITH ('connector' = 'jdbc', 'url' = 'postgres://x', 'table-name' = 'a')"))
                    .hasMessageContaining("is not the URL of a database");
            assertThatThrownBy(() -> levada.execute("CREATE TABLE a (id INT" + with("a", "lookup.cache", "full")))
                    .hasMessageContaining("needs 'lookup.full-cache.periodic-reload.interval'");
            assertThatThrownBy(() -> levada.execute("CREATE TABLE a (id INT" + with("a", "lookup.cache.max-rows", "5")))
                    .hasMessageContaining("lookup.cache.max-rows");
            assertThatThrownBy(() -> levada.execute("CREATE TABLE a (id ARRAY<INT>" + with("a")))
                    .hasMessageContaining("is not there yet");
            levada.execute("CREATE TABLE a (id INT" + with("a"));
            assertThatThrownBy(() -> levada.query("SELECT * FROM a")).hasMessageContaining("'a'");
        }
    }
}
