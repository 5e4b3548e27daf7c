package io.levada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevadaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> ONE_WORKER = Map.of("parallelism.default", "1");

    @Test
    void rowsFromJavaBecomeRowsOfAQueryAsTheyChange() {
        try (Levada levada = Levada.open(ONE_WORKER)) {
            RowSource orders = levada.source("orders", "item STRING, price INT");
            QueryResult totals = levada.query("SELECT item, SUM(price) AS total FROM orders GROUP BY item");
            assertThat(totals.rowType().name(1)).isEqualTo("total");
            orders.emit("tea", 2);
            assertThat(totals.next()).isEqualTo(Row.of("tea", 2));
            orders.emit("tea", 3);
            assertThat(totals.next()).isEqualTo(Row.ofKind(ChangeKind.UPDATE_BEFORE, "tea", 2));
            assertThat(totals.next()).isEqualTo(Row.ofKind(ChangeKind.UPDATE_AFTER, "tea", 5));
            orders.complete();
            assertThat(totals.hasNext()).isFalse();
            assertThat(totals.job().orElseThrow().status()).isEqualTo(JobStatus.FINISHED);
        }
    }

    @Test
    void rowsEmittedBeforeAnybodyReadsWait() {
        try (Levada levada = Levada.open(ONE_WORKER)) {
            RowSource numbers = levada.source("numbers", "n INT");
            for (int i = 0; i < 5000; i++) {
                numbers.emit(i);
            }
            numbers.complete();
            List<Object> got = new ArrayList<>();
            levada.query("SELECT n FROM numbers WHERE n >= 10").forEach(row -> got.add(row.get(0)));
            assertThat(got).hasSize(4990).startsWith(10, 11).endsWith(4999);
        }
    }

    @Test
    void emitWaitsForASlowReader() throws Exception {
        try (Levada levada = Levada.open(ONE_WORKER)) {
            RowSource numbers = levada.source("numbers", "n INT");
            QueryResult result = levada.query("SELECT n FROM numbers");
            AtomicInteger emitted = new AtomicInteger();
            int all = 400_000;
            CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < all; i++) {
                    numbers.emit(i);
                    emitted.incrementAndGet();
                }
                numbers.complete();
            });
            assertThatThrownBy(() -> feeding.get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            assertThat(emitted.get()).isLessThan(all);
            int next = 0;
            for (Row row : result) {
                assertThat((int) row.get(0)).isEqualTo(next++);
            }
            assertThat(next).isEqualTo(all);
            feeding.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void windowsCloseAsTheTimeOfTheRowsGoesOn() {
        try (Levada levada = Levada.open(ONE_WORKER)) {
            RowSource clicks = levada.source(
                    "clicks", "who STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '1' SECOND");
            QueryResult counts = levada.query(
                    "SELECT window_start, who, COUNT(*) FROM TABLE("
                            + "TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end, who");
            LocalDateTime noon = LocalDateTime.of(2026, 1, 1, 12, 0);
            clicks.emit("a", noon);
            clicks.emit("a", noon.plusSeconds(9));
            clicks.emit("a", noon.plusSeconds(11));
            assertThat(counts.next()).isEqualTo(Row.of(noon, "a", 2L));
            clicks.complete();
            assertThat(counts.next()).isEqualTo(Row.of(noon.plusSeconds(10), "a", 1L));
            assertThat(counts.hasNext()).isFalse();
        }
    }

    @Test
    void rowsAreJoinedWithASmallTable() {
        try (Levada levada = Levada.open(ONE_WORKER)) {
            RowSource flights = levada.source("flights", "origin STRING, at_gate AS PROCTIME()");
            levada.execute("CREATE TABLE airports (code STRING, name STRING) WITH ('connector' = 'values', 'data' = '"
                    + "{\"code\": \"LIS\", \"name\": \"Lisboa\"}')");
            QueryResult joined = levada.query("SELECT f.origin, a.name FROM flights AS f LEFT JOIN airports"
                    + " FOR SYSTEM_TIME AS OF f.at_gate AS a ON f.origin = a.code");
            flights.emit("LIS");
            flights.emit("ZZZ");
            flights.complete();
            assertThat(joined).containsExactly(Row.of("LIS", "Lisboa"), Row.of("ZZZ", null));
        }
    }

    @Test
    void aPublisherPushesWhatIsAskedFor() throws Exception {
        try (Levada levada = Levada.open(ONE_WORKER)) {
            QueryResult result = levada.query("SELECT * FROM (VALUES (1), (2), (3)) AS t(n)");
            List<Object> got = new ArrayList<>();
            CompletableFuture<String> done = new CompletableFuture<>();
            result.publisher().subscribe(new Flow.Subscriber<>() {
                private Flow.Subscription subscription;

                @Override
                public void onSubscribe(Flow.Subscription newSubscription) {
                    subscription = newSubscription;
                    subscription.request(1);
                }

                @Override
                public void onNext(Row row) {
                    got.add(row.get(0));
                    subscription.request(1);
                }

                @Override
                public void onError(Throwable error) {
                    done.completeExceptionally(error);
                }

                @Override
                public void onComplete() {
                    done.complete("done");
                }
            });
            assertThat(done.get(20, TimeUnit.SECONDS)).isEqualTo("done");
            assertThat(got).containsExactly(1, 2, 3);
        }
    }

    @Test
    void wrongValuesAreRefusedWhereTheyAreGiven() {
        try (Levada levada = Levada.open(ONE_WORKER)) {
            RowSource source = levada.source(
                    "t", RowType.of(new Field("a", DataType.STRING), new Field("n", DataType.INTEGER.notNull())));
            QueryResult result = levada.query("SELECT * FROM t");
            source.emit("good", 1);
            assertThatThrownBy(() -> source.emit("x", "not a number"))
                    .isInstanceOfSatisfying(
                            LevadaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SQL_TYPE_MISMATCH))
                    .hasMessageContaining("column 'n' is INT NOT NULL");
            assertThatThrownBy(() -> source.emit("x", null)).hasMessageContaining("NOT NULL");
            assertThatThrownBy(() -> source.emit("x")).hasMessageContaining("1 values for 2 columns");
            source.emit("better", 2);
            source.complete();
            assertThat(result).containsExactly(Row.of("good", 1), Row.of("better", 2));
        }
    }

    @Test
    void whatIsWrongWithATextIsSaidWithItsPlace() {
        try (Levada levada = Levada.open()) {
            levada.source("orders", "item STRING");
            assertThatThrownBy(() -> levada.query("SELECT itme FROM orders"))
                    .isInstanceOfSatisfying(LevadaException.class, e -> {
                        assertThat(e.position()).isNotNull();
                        assertThat(e.position().column()).isEqualTo(8);
                    });
            assertThatThrownBy(() -> levada.source("other", "a INT, b NUMBR"))
                    .isInstanceOfSatisfying(
                            LevadaException.class,
                            e -> assertThat(e.position().column()).isEqualTo(10));
            assertThatThrownBy(() -> levada.execute("SELECT item FROM orders"))
                    .isInstanceOfSatisfying(
                            LevadaException.class, e -> assertThat(e.hint()).contains("query("));
        }
    }

    @Test
    void whatASessionKnowsIsAResultToo() {
        try (Levada levada = Levada.open()) {
            levada.execute("CREATE TABLE t (a INT) WITH ('connector' = 'datagen')");
            assertThat(levada.query("SHOW TABLES")).contains(Row.of("t"));
        }
    }

    @Test
    void aFailureIsThrownWhereTheNextRowWouldBe() {
        try (Levada levada = Levada.open(ONE_WORKER)) {
            RowSource numbers = levada.source("numbers", "n INT");
            QueryResult result = levada.query("SELECT 10 / n FROM numbers");
            numbers.emit(5);
            assertThat(result.next()).isEqualTo(Row.of(2));
            numbers.emit(0);
            assertThatThrownBy(result::hasNext)
                    .isInstanceOfSatisfying(
                            LevadaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVALUATION));
        }
    }

    @Test
    void aClosedProgramGoesOnFromItsSavepoint(@TempDir Path directory) throws Exception {
        for (int run = 0; run < 2; run++) {
            try (Levada levada = Levada.open(
                    directory.resolve("state"),
                    Map.of("parallelism.default", "1", "execution.checkpointing.interval", "1 h"))) {
                levada.execute("CREATE TABLE counts (k INT, c BIGINT) WITH ('connector' = 'filesystem', 'path' = '"
                        + directory.resolve("out") + "', 'format' = 'csv')");
                RowSource timed = levada.source("timed", "k INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts");
                JobHandle job = levada.execute(
                                "INSERT INTO counts SELECT k, COUNT(*) FROM TABLE("
                                        + "TUMBLE(TABLE timed, DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY window_start, window_end, k")
                        .get(0);
                timed.emit(7, LocalDateTime.of(2026, 1, 1, 12, run));
                if (run == 1) {
                    timed.complete();
                    job.awaitEnd(PATIENCE).orElseThrow().orThrow();
                }
            }
        }
        assertThat(lines(directory.resolve("out"))).containsExactly("7,2");
    }

    @Test
    void stateThatOutgrowsItsLimitGoesToDiskAndWhatCantStopsTheJobAndSaysWhatToDo() throws Exception {
        for (boolean enough : new boolean[] {false, true}) {
            try (Levada levada = Levada.open(Map.of("levada.memory.limit", enough ? "3 mb" : "1 kb"))) {
                levada.execute("CREATE TABLE made (id BIGINT) WITH ('connector' = 'datagen',"
                        + " 'rows-per-second' = '-1', 'fields.id.kind' = 'sequence', 'fields.id.start' = '1',"
                        + " 'fields.id.end' = '300000')");
                levada.execute("CREATE TABLE counts (id BIGINT, n BIGINT, PRIMARY KEY (id) NOT ENFORCED)"
                        + " WITH ('connector' = 'blackhole')");
                JobHandle job = levada.execute("INSERT INTO counts SELECT id, COUNT(*) FROM made GROUP BY id")
                        .get(0);
                LevadaException failure = job.awaitEnd(PATIENCE).orElseThrow().failure();
                if (enough) {
                    assertThat(failure).isNull();
                    assertThat(job.figures().sum("spilled_bytes")).isGreaterThan(9 << 20);
                } else {
                    assertThat(failure.code()).isEqualTo(ErrorCode.MEMORY_LIMIT);
                    assertThat(failure.message())
                            .contains("that 'levada.memory.limit' allows")
                            .contains("can't move to disk");
                    assertThat(failure.hint()).contains("-Xmx");
                }
            }
        }
    }

    @Test
    void explainAnalyzeRunsAStatementAndTellsWhatItsOperatorsDid() {
        try (Levada levada = Levada.open(Map.of("parallelism.default", "2", "levada.memory.limit", "3 mb"))) {
            levada.execute("CREATE TABLE made (id BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '-1',"
                    + " 'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '300000')");
            String text = (String)
                    levada.query("EXPLAIN ANALYZE SELECT id, COUNT(*) AS n FROM made WHERE id > 100 GROUP BY id")
                            .next()
                            .get(0);
            List<String> lines = text.lines().map(String::strip).toList();
            assertThat(lines.get(1)).isEqualTo("rows in     rows out   time      state    on disk  operator");
            assertThat(lines.get(2)).matches("299,900 +[0-9.]+% +1: Sink result");
            assertThat(lines.get(3))
                    .matches("299,900 +299,900 +[0-9.]+% +1[0-9]\\.[0-9] MB +1[0-9.]+ MB +2: GroupAggregate by.*");
            assertThat(lines.get(4)).matches("300,000 +299,900 +[0-9.]+% +3: Calc .*");
            assertThat(lines.get(5)).matches("300,000 +[0-9.]+% +4: Scan made");
            RowSource fed = levada.source("fed", "n INT");
            assertThatThrownBy(() -> levada.query("EXPLAIN ANALYZE SELECT n FROM fed"))
                    .hasMessageContaining("reading 'fed' has none");
            fed.complete();
        }
    }

    private static List<String> lines(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }
}
