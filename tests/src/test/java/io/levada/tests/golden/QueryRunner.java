package io.levada.tests.golden;

import io.levada.core.config.JobOptions;
import io.levada.core.connector.Connector;
import io.levada.core.connector.Connectors;
import io.levada.core.data.Answer;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.StreamPlan;
import io.levada.core.type.RowType;
import io.levada.engine.job.Analysis;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.JobOutcome;
import io.levada.engine.job.JobStatus;
import io.levada.engine.job.Restore;
import io.levada.engine.job.ResultConsumer;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** Runs SELECTs under a regime and gives their answers. One for each file: it holds the session. */
final class QueryRunner {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int ROWS_BEFORE_THE_STOP = 7;

    private final Regime regime;
    private final Connectors connectors;
    private final SqlSession session;

    QueryRunner(Regime regime) {
        this.regime = regime;
        this.connectors = Connectors.load();
        this.session = new SqlSession(connectors);
        session.set(JobOptions.LOCAL_TIME_ZONE.key(), "UTC");
        regime.settings().forEach(session::set);
    }

    /** Runs DDL and SET. */
    void execute(String sql) {
        for (Statement statement : session.parse(sql)) {
            session.plan(statement);
        }
    }

    /** The answer of a script's last statement, a SELECT or SHOW; the ones before it take effect. */
    List<String> answer(String sql) throws Exception {
        ZoneId zone = ZoneId.of(session.settings().get(JobOptions.LOCAL_TIME_ZONE));
        List<Statement> statements = session.parse(sql);
        for (Statement statement : statements.subList(0, statements.size() - 1)) {
            session.plan(statement);
        }
        return switch (session.plan(statements.getLast())) {
            case Planned.Done done -> List.of(done.message());
            case Planned.Rows rows -> Answer.lines(rows.rows(), zone);
            case Planned.Job job -> Answer.lines(run(job.plan()), zone);
            case Planned.Analysis analysis ->
                Analysis.of(analysis.plan(), JobEnvironment.of("golden", connectors))
                        .lines()
                        .toList();
        };
    }

    private List<Row> run(StreamPlan plan) throws Exception {
        RowType type = plan.sinks().getFirst().rowType();
        List<Row> rows = new ArrayList<>();
        if (!regime.interrupted()) {
            finish(Engine.start(plan, environment(connectors, rows, type)));
            return rows;
        }
        Path directory = Files.createTempDirectory("levada-golden");
        try {
            Optional<Path> savepoint = runToTheGate(plan, directory, rows, type);
            if (savepoint.isPresent()) {
                StreamPlan other =
                        new StreamPlan(plan.sinks(), plan.settings().with(JobOptions.PARALLELISM.key(), "3"));
                finish(Engine.start(
                        other,
                        environment(connectors, rows, type)
                                .withDirectory(directory)
                                .withRestore(new Restore.From(savepoint.get()))));
            }
            return rows;
        } finally {
            delete(directory);
        }
    }

    /** The savepoint; nothing when the input was read to its end before. */
    private Optional<Path> runToTheGate(StreamPlan plan, Path directory, List<Row> rows, RowType type)
            throws Exception {
        List<Gate> gates = StreamSupport.stream(
                        ServiceLoader.load(Connector.class).spliterator(), false)
                .map(c -> new Gate(c, ROWS_BEFORE_THE_STOP))
                .toList();
        Connectors gated = new Connectors(List.copyOf(gates));
        CountDownLatch shut = new CountDownLatch(1);
        try (JobHandle job = Engine.start(plan, environment(gated, rows, type).withDirectory(directory))) {
            long patience = LONGEST.toMillis();
            while (patience-- > 0
                    && !job.status().isEnd()
                    && gates.stream().noneMatch(g -> g.shut().getCount() == 0)) {
                shut.await(1, TimeUnit.MILLISECONDS);
            }
            if (job.status().isEnd()) {
                finish(job);
                return Optional.empty();
            }
            job.stop(true);
            JobOutcome outcome = await(job);
            return outcome.status() == JobStatus.FINISHED ? Optional.empty() : Optional.ofNullable(outcome.savepoint());
        }
    }

    private static JobEnvironment environment(Connectors connectors, List<Row> rows, RowType type) {
        return JobEnvironment.of("golden", connectors).withResults(new ResultConsumer() {
            @Override
            public void accept(Batch batch) {
                rows.addAll(Boxed.rows(batch, type));
            }
        });
    }

    private static void finish(JobHandle job) throws InterruptedException {
        try (job) {
            JobOutcome outcome = await(job);
            if (outcome.status() != JobStatus.FINISHED) {
                throw new AssertionError("the job ended " + outcome.status());
            }
        }
    }

    private static JobOutcome await(JobHandle job) throws InterruptedException {
        return job.awaitEnd(LONGEST)
                .orElseThrow(() -> new AssertionError("the job did not end"))
                .orThrow();
    }

    /** What an error looks like to the user. */
    String error(String sql) throws Exception {
        try {
            answer(sql);
        } catch (LevadaException e) {
            return io.levada.core.error.ErrorText.render(e, "query", sql);
        }
        throw new AssertionError("was accepted: " + sql);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
