package io.levada.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.config.JobOptions;
import io.levada.core.connector.Connector;
import io.levada.core.connector.Connectors;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.plan.StreamPlan;
import io.levada.core.type.RowType;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobEvent;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.JobStatus;
import io.levada.engine.job.ResultConsumer;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** State of four times the memory that it may take, killed in the middle, gives the answer that it gives with enough. */
class LimitedMemoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 5;
    private static final String TABLES = """
            CREATE TABLE events (id BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '-1', 'seed' = '1',
              'splits' = '2', 'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '%1$d');
            CREATE TABLE others (id BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '-1', 'seed' = '2',
              'splits' = '2', 'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '%1$d');
            CREATE VIEW scattered AS SELECT id, MOD(id * 7919, 40009) AS n,
              'customer number ' || CAST(MOD(id * 7919, 40009) AS STRING) AS customer FROM events;
            """;

    @TempDir
    private Path directory;

    private final List<JobEvent> events = new CopyOnWriteArrayList<>();
    private long mostState;
    private long mostSpilled;

    /** Rows of a table, those before the kill, the limit in KiB, how many columns tell a result's rows apart, the query. */
    static List<Arguments> queries() {
        return List.of(
                Arguments.of(
                        120_000,
                        60_000,
                        2400,
                        1,
                        "SELECT customer, COUNT(*), SUM(id), AVG(CAST(id AS DOUBLE)), MIN(customer || ' was first'),"
                                + " MAX(CAST(id AS DECIMAL(20, 2))), COUNT(DISTINCT MOD(id, 3)) FROM scattered GROUP BY customer"),
                Arguments.of(
                        60_000,
                        80_000,
                        2500,
                        2,
                        "SELECT l.id, r.id, l.customer, r.payload FROM scattered AS l JOIN (SELECT id, MOD(id * 31, 40009) AS n,"
                                + " 'the payload of row ' || CAST(id AS STRING) AS payload FROM others) AS r ON l.n = r.n"),
                Arguments.of(
                        80_000,
                        50_000,
                        2600,
                        2,
                        "SELECT place, part, customer, total FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY part ORDER BY total"
                                + " DESC, customer) AS place FROM (SELECT MOD(n, 500) AS part, customer, SUM(id) AS total FROM scattered"
                                + " GROUP BY MOD(n, 500), customer)) WHERE place <= 5"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void theAnswerIsTheSame(int rows, int killAfter, int limitKibibytes, int keys, String query) throws Exception {
        Map<List<Object>, Row> expected = new HashMap<>();
        run(rows, query, Map.of(), expected, keys, 0);
        assertThat(mostSpilled).isZero();
        assertThat(expected).hasSizeGreaterThan(1000);
        long limit = limitKibibytes * 1024L;
        assertThat(mostState).isGreaterThan(4 * limit);

        Map<String, String> limited = Map.of(JobOptions.MEMORY_LIMIT.key(), limitKibibytes + " kb");
        Map<List<Object>, Row> rowsByKey = new HashMap<>();
        run(rows, query, limited, rowsByKey, keys, killAfter);
        assertThat(mostSpilled).isGreaterThan(2 * limit);
        mostSpilled = 0;
        run(rows, query, limited, rowsByKey, keys, 0);
        assertThat(mostSpilled).isGreaterThan(2 * limit);
        assertThat(events).anyMatch(e -> e instanceof JobEvent.Running running && running.restored() > 0);
        assertThat(events)
                .filteredOn(e ->
                        e instanceof JobEvent.Notice notice && notice.message().contains("'levada.memory.limit'"))
                .hasSize(2);
        assertThat(rowsByKey).isEqualTo(expected);
        try (var left = Files.list(directory.resolve("limited/spill"))) {
            assertThat(left).isEmpty();
        }
    }

    /** @param killAfter so many rows were read of each table, and a checkpoint after that was completed; 0 for never */
    private void run(
            int rows,
            String query,
            Map<String, String> settings,
            Map<List<Object>, Row> result,
            int keys,
            int killAfter)
            throws Exception {
        boolean killed = killAfter > 0;
        List<Gate> gates = StreamSupport.stream(
                        ServiceLoader.load(Connector.class).spliterator(), false)
                .map(connector -> new Gate(connector, killed ? killAfter : Integer.MAX_VALUE))
                .toList();
        Connectors connectors = new Connectors(List.copyOf(gates));
        SqlSession session = new SqlSession(connectors);
        session.set(JobOptions.PARALLELISM.key(), "2");
        session.set(JobOptions.CHECKPOINT_INTERVAL.key(), "50 ms");
        settings.forEach(session::set);
        for (Statement statement : session.parse(String.format(TABLES, rows))) {
            session.plan(statement);
        }
        StreamPlan plan = ((Planned.Job) session.plan(session.parse(query).getFirst())).plan();
        RowType type = plan.sinks().getFirst().rowType();
        JobEnvironment environment = JobEnvironment.of("limited", connectors)
                .withDirectory(directory.resolve(settings.isEmpty() ? "free" : "limited"))
                .withListener(events::add)
                .withResults(new ResultConsumer() {
                    @Override
                    public void accept(Batch batch) {
                        synchronized (result) {
                            Boxed.rows(batch, type).forEach(row -> apply(row, keys, result));
                        }
                    }
                });
        try (JobHandle job = Engine.start(plan, environment)) {
            long checkpoint = Long.MAX_VALUE;
            for (long waited = 0; !job.status().isEnd() && waited < PATIENCE.toMillis(); waited += POLL_MILLIS) {
                mostState = Math.max(mostState, job.figures().sum("state_bytes"));
                mostSpilled = Math.max(mostSpilled, job.figures().sum("spilled_bytes"));
                if (killed && gates.stream().anyMatch(gate -> gate.shut().getCount() == 0)) {
                    checkpoint = Math.min(checkpoint, job.checkpoints().completed());
                    if (job.checkpoints().completed() > checkpoint + 1) {
                        job.cancel();
                    }
                }
                job.awaitEnd(Duration.ofMillis(POLL_MILLIS));
            }
            JobStatus status = job.awaitEnd(Duration.ofMillis(POLL_MILLIS))
                    .orElseThrow()
                    .orThrow()
                    .status();
            assertThat(status).isEqualTo(killed ? JobStatus.CANCELLED : JobStatus.FINISHED);
        }
    }

    private static void apply(Row row, int keys, Map<List<Object>, Row> result) {
        List<Object> key = new ArrayList<>();
        for (int column = 0; column < keys; column++) {
            key.add(row.get(column));
        }
        if (row.kind() == ChangeKind.DELETE) {
            result.remove(key);
        } else if (row.kind() != ChangeKind.UPDATE_BEFORE) {
            result.put(key, new Row(ChangeKind.INSERT, row.values()));
        }
    }
}
