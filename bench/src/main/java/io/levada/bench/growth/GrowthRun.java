package io.levada.bench.growth;

import com.sun.management.OperatingSystemMXBean;
import io.levada.core.connector.Connectors;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.Restore;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** A job with state by key, filled with every key once or begun from such a state. */
final class GrowthRun implements AutoCloseable {
    private static final int PACE_MILLIS = 10;
    private final Pace pace = new Pace();
    private final GrowthQuery query;
    private final long keys;
    private final int workers;
    private final Path state;
    private final long started;
    private final JobHandle job;

    /** Fills it. */
    GrowthRun(GrowthQuery query, long keys, int workers, String interval, Path state) throws InterruptedException {
        this(query, keys, workers, interval, state, new Restore.Latest(), 0);
        while (taken() < keys) {
            check();
            Thread.sleep(PACE_MILLIS);
        }
    }

    /** @param allowed events at random for each reader */
    private GrowthRun(
            GrowthQuery query, long keys, int workers, String interval, Path state, Restore restore, long allowed) {
        this.query = query;
        this.keys = keys;
        this.workers = workers;
        this.state = state;
        Connectors connectors = Connectors.load().with(new GrowthConnector(pace, workers));
        SqlSession session = new SqlSession(connectors);
        session.set("parallelism.default", Integer.toString(workers));
        session.set("execution.checkpointing.interval", interval);
        List<Statement> statements = new ArrayList<>(session.parse(query.script(keys)));
        Statement insert = statements.removeLast();
        statements.forEach(session::plan);
        if (!(session.plan(insert) instanceof Planned.Job planned)) {
            throw new IllegalStateException("not a job");
        }
        pace.allow(allowed);
        started = System.nanoTime();
        job = Engine.start(
                planned.plan(),
                JobEnvironment.of("growth", connectors).withDirectory(state).withRestore(restore));
    }

    /** Begins with what a checkpoint holds, where each reader goes on with so many events at random. */
    static GrowthRun from(
            Path checkpoint, GrowthQuery query, long keys, int workers, String interval, Path state, long allowed) {
        return new GrowthRun(query, keys, workers, interval, state, new Restore.From(checkpoint), allowed);
    }

    /** Waits for the first event that the operator takes, on each worker. @return seconds since the start */
    double awaitFirst() throws InterruptedException {
        while (rowsIn().filter(rows -> rows > 0).count() < workers) {
            check();
            Thread.sleep(1);
        }
        return (System.nanoTime() - started) / 1e9;
    }

    /** So many checkpoints, each of some changes. @param share of the keys that change before each */
    void increments(int count, double share) throws InterruptedException {
        awaitCheckpoints(1);
        for (int i = 1; i <= count; i++) {
            long before = taken();
            long events = (long) (keys * share);
            pace.allow(pace.allowed() + events / workers);
            while (taken() < before + events / workers * workers) {
                check();
                Thread.sleep(PACE_MILLIS);
            }
            awaitCheckpoints(2);
        }
    }

    /** Ends the job with a checkpoint. @return where that is */
    Path stop(boolean savepoint) throws InterruptedException {
        job.stop(savepoint);
        Path kept = job.awaitEnd().orThrow().savepoint();
        return kept != null
                ? kept
                : state.resolve("checkpoints")
                        .resolve(Long.toString(job.checkpoints().lastId()));
    }

    private void check() {
        if (job.failure() != null) {
            throw new IllegalStateException("the job failed", job.failure());
        }
    }

    /** Events that came to the operator with the state. */
    private long taken() {
        return rowsIn().sum() / query.inputs();
    }

    /** What came to the operator with the state, on each worker. */
    private LongStream rowsIn() {
        return job.figures().all().stream()
                .filter(f -> f.name().equals("rows_in")
                        && f.labels().getOrDefault("operator", "").endsWith(query.operator()))
                .mapToLong(f -> f.value().getAsLong());
    }

    /**
     * As fast as it goes, from the end of one checkpoint to the end of a later one.
     *
     * @param cpuNanos of the process for one event, source and checkpoints included
     */
    record Speed(double cpuNanos, double perSecond) {}

    Speed speed(int intervals) throws InterruptedException {
        pace.allow(Long.MAX_VALUE);
        // The first that starts after the keys were filled in holds all of them; the one before it may be under way.
        awaitCheckpoints(2);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        long before = taken();
        awaitCheckpoints(intervals);
        double events = taken() - before;
        double seconds = (System.nanoTime() - start) / 1e9;
        check();
        return new Speed((system.getProcessCpuTime() - cpu) / events, events / seconds);
    }

    private void awaitCheckpoints(int count) throws InterruptedException {
        long last = job.checkpoints().completed() + count;
        while (job.checkpoints().completed() < last) {
            check();
            Thread.sleep(PACE_MILLIS);
        }
    }

    /**
     * At a fixed rate.
     *
     * @param pauseP99Millis for how long barriers kept a worker from rows
     * @param bytes of state that a checkpoint wrote, on average
     * @param changes events between two checkpoints, on average
     */
    record Pauses(double pauseP99Millis, double pauseMaxMillis, double bytes, double changes) {
        static final Pauses NONE = new Pauses(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    Pauses pauses(int perSecond, int millis) throws InterruptedException {
        List<Long> pauses = new ArrayList<>();
        long start = System.nanoTime();
        // The first checkpoints hold everything.
        long last = job.checkpoints().completed() + 2;
        long bytes = 0;
        int checkpoints = 0;
        for (long now = start; now - start < millis * 1_000_000L; now = System.nanoTime()) {
            pace.allow((long) ((now - start) / 1e9 * perSecond / workers));
            long completed = job.checkpoints().completed();
            if (completed > last) {
                last = completed;
                checkpoints++;
                bytes += job.checkpoints().lastBytes();
                pauses.add(pause());
            }
            check();
            Thread.sleep(PACE_MILLIS);
        }
        long[] sorted = pauses.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalStateException("no checkpoint was completed within " + millis + " ms");
        }
        return new Pauses(
                sorted[(sorted.length - 1) * 99 / 100] / 1e6,
                Arrays.stream(sorted).max().orElseThrow() / 1e6,
                (double) bytes / checkpoints,
                millis / 1e3 * perSecond / checkpoints);
    }

    private long pause() {
        return job.figures().all().stream()
                .filter(f -> f.name().equals("checkpoint_pause_nanos"))
                .mapToLong(f -> f.value().getAsLong())
                .max()
                .orElseThrow();
    }

    double bytesPerKey() {
        return (double) job.figures().sum("state_bytes") / keys;
    }

    @Override
    public void close() {
        job.close();
    }
}
