package io.levada;

import io.levada.core.config.JobOptions;
import io.levada.core.connector.Connectors;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.function.UserFunctions;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.engine.job.Analysis;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.JobStatus;
import io.levada.engine.time.Clock;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Streaming SQL in this process.
 *
 * <pre>{@code
 * try (Levada levada = Levada.open()) {
 *     RowSource orders = levada.source("orders", "item STRING, price DOUBLE");
 *     QueryResult totals = levada.query("SELECT item, SUM(price) FROM orders GROUP BY item");
 *     orders.emit("tea", 2.5);
 *     orders.complete();
 *     totals.forEach(row -> ...);
 * }
 * }</pre>
 *
 * <p>Everything that is wrong with a text, and every failure of a job, is a {@link LevadaException} that says what to do.
 * One thread at a time may call {@link #execute}, {@link #query} and {@link #source}; what they return may be used by
 * other threads.
 */
public final class Levada implements AutoCloseable {
    static {
        // The SQL library logs through slf4j, which says on stderr that it was not set up. Here that isn't needed.
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
    }

    private final JavaTables javaTables = new JavaTables();
    private final SqlSession session;
    private final Connectors connectors;
    private final @Nullable Path stateDirectory;
    private final List<JobHandle> jobs = new CopyOnWriteArrayList<>();
    private int unnamed;

    private Levada(Map<String, String> settings, @Nullable Path stateDirectory) {
        this.connectors = Connectors.load().with(javaTables);
        this.session = new SqlSession(connectors);
        this.stateDirectory = stateDirectory;
        settings.forEach(session::set);
    }

    /** Keeps nothing: what jobs know is gone when they are closed. */
    public static Levada open() {
        return new Levada(Map.of(), null);
    }

    /** As {@link #open()}, with settings as SET takes them. */
    public static Levada open(Map<String, String> settings) {
        return new Levada(settings, null);
    }

    /**
     * Keeps the state of INSERT jobs in this directory. The same INSERT, started again by a later program, goes on from
     * where it was stopped or killed.
     *
     * @param settings as SET takes them
     */
    public static Levada open(Path stateDirectory, Map<String, String> settings) {
        return new Levada(settings, stateDirectory);
    }

    /**
     * Runs the statements of a script: declarations take effect, each INSERT or statement set starts a job.
     *
     * @return the started jobs, which go on until their input ends or they are stopped
     */
    public List<JobHandle> execute(String script) {
        List<JobHandle> started = new ArrayList<>();
        for (Statement statement : session.parse(script)) {
            if (session.plan(statement) instanceof Planned.Job job) {
                if (job.select()) {
                    throw new LevadaException(
                            ErrorCode.SQL_INVALID,
                            "a SELECT gives rows",
                            statement.start(),
                            "call query(...), which returns them",
                            null);
                }
                started.add(start(job.plan(), null));
            }
        }
        return started;
    }

    /**
     * Runs one SELECT (or SHOW, DESCRIBE, EXPLAIN); its rows come as they arise. Close it when it isn't wanted any more.
     * EXPLAIN ANALYZE runs its statement to the end before this returns.
     */
    public QueryResult query(String sql) {
        Planned planned = session.plan(sql);
        if (planned instanceof Planned.Rows rows) {
            return QueryResult.of(rows.type(), rows.rows());
        }
        if (planned instanceof Planned.Analysis analysis) {
            return QueryResult.of(Planned.Analysis.TYPE, List.of(Row.of(analyze(analysis.plan()))));
        }
        if (planned instanceof Planned.Job job && job.select()) {
            ResultRows rows = new ResultRows(job.plan().sinks().get(0).rowType());
            rows.runAs(start(job.plan(), rows));
            return new QueryResult(rows);
        }
        throw new LevadaException(ErrorCode.SQL_INVALID, "this statement gives no rows", "call execute(...) with it");
    }

    private String analyze(StreamPlan plan) {
        try {
            return Analysis.of(plan, JobEnvironment.of("analysis-" + ++unnamed, connectors));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LevadaException(ErrorCode.INTERNAL, "interrupted while a job ran", null, null, e);
        }
    }

    /**
     * Declares a table whose rows this program feeds.
     *
     * @param columns as in CREATE TABLE, between the parentheses: {@code id BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS
     *     ts - INTERVAL '1' SECOND}
     */
    public RowSource source(String name, String columns) {
        String before = "CREATE TABLE `" + name.replace("`", "``") + "` (";
        try {
            session.plan(before + columns + ") WITH ('connector' = '" + JavaTables.NAME + "')");
        } catch (LevadaException e) {
            throw e.withPosition(inColumns(e.position(), before.length()));
        }
        return javaTables.declare(
                session.table(name).orElseThrow(() -> new IllegalStateException("table " + name + " is gone")));
    }

    /** The place in what the caller wrote. */
    private static @Nullable Position inColumns(@Nullable Position at, int before) {
        if (at == null) {
            return null;
        }
        int column = at.line() == 1 ? Math.max(1, at.column() - before) : at.column();
        int endColumn = at.endLine() == 1 ? Math.max(1, at.endColumn() - before) : at.endColumn();
        return new Position(at.line(), column, at.endLine(), endColumn);
    }

    /** As {@link #source(String, String)}, with the columns as types. */
    public RowSource source(String name, RowType columns) {
        return source(name, columns.fields().stream().map(Levada::declaration).collect(Collectors.joining(", ")));
    }

    private static String declaration(Field field) {
        return "`" + field.name().replace("`", "``") + "` " + field.type();
    }

    /**
     * Declares a function by an object of a public class with public {@code eval} methods, several for overloads. All
     * workers call the one object. A parameter of a boxed class is given null for NULL; a primitive one takes only what
     * can't be NULL.
     */
    public void function(String name, Object evaluator) {
        session.declare(UserFunctions.of(name, evaluator));
    }

    /** Declares a function of one argument: {@code levada.function("twice", Long.class, Long.class, x -> 2 * x)}. */
    public <A, R> void function(
            String name, Class<A> argument, Class<R> result, Function<? super A, ? extends R> function) {
        session.declare(UserFunctions.of(name, argument, result, function));
    }

    /** Declares a function of two arguments. */
    public <A, B, R> void function(
            String name,
            Class<A> first,
            Class<B> second,
            Class<R> result,
            BiFunction<? super A, ? super B, ? extends R> function) {
        session.declare(UserFunctions.of(name, first, second, result, function));
    }

    /** The jobs that were started and have not ended. */
    public List<JobHandle> jobs() {
        return jobs.stream().filter(job -> !job.status().isEnd()).toList();
    }

    private JobHandle start(StreamPlan plan, @Nullable ResultRows results) {
        String name = plan.settings().find(JobOptions.NAME).orElseGet(() -> nameOf(plan, results));
        JobEnvironment environment = JobEnvironment.of(name, connectors);
        if (results != null) {
            environment = environment.withResults(results);
        } else if (stateDirectory != null) {
            environment = environment.withDirectory(stateDirectory.resolve(fileName(name)));
        }
        plan.sinks().forEach(javaTables::expectReaders);
        JobHandle job = Engine.start(plan, environment);
        jobs.add(job);
        return job;
    }

    /** A job that writes is named after what it writes, so that a later program finds its state. */
    private String nameOf(StreamPlan plan, @Nullable ResultRows results) {
        return results != null
                ? "query-" + ++unnamed
                : plan.sinks().stream().map(Sink::name).distinct().collect(Collectors.joining("-"));
    }

    private static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /**
     * Ends all jobs. Those whose state is kept take in what was emitted, then stop with a savepoint; the others are
     * cancelled.
     */
    @Override
    public void close() {
        javaTables.stopTaking();
        List<JobHandle> stopping = stateDirectory == null
                ? List.of()
                : jobs().stream()
                        .filter(job -> !job.name().startsWith("query-"))
                        .toList();
        Duration patience = session.settings().get(JobOptions.SHUTDOWN_TIMEOUT);
        long before = Clock.SYSTEM.nanoTime() + patience.toNanos();
        javaTables.awaitTaken(() -> Clock.SYSTEM.nanoTime() < before
                && stopping.stream().anyMatch(job -> !job.status().isEnd()));
        stopping.forEach(job -> job.stop(true));
        LevadaException failure = null;
        for (JobHandle job : stopping) {
            failure = awaitStopped(job, patience, failure);
        }
        jobs.forEach(JobHandle::close);
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable LevadaException awaitStopped(
            JobHandle job, Duration patience, @Nullable LevadaException before) {
        try {
            var outcome = job.awaitEnd(patience.plusSeconds(5));
            if (outcome.isPresent() && outcome.get().status() == JobStatus.FAILED) {
                return before == null ? outcome.get().failure() : before;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return before;
    }
}
