package io.levada.engine.job;

import io.levada.core.config.JobOptions;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.StreamPlan;
import io.levada.engine.checkpoint.CheckpointFigures;
import io.levada.engine.checkpoint.Coordinator;
import io.levada.engine.checkpoint.Outcome;
import io.levada.engine.checkpoint.store.StateDirectory;
import io.levada.engine.dataflow.Dataflow;
import io.levada.engine.dataflow.Latencies;
import io.levada.engine.physical.PhysicalPlanner;
import io.levada.engine.time.Pauses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A job and the thread that takes care of it. */
final class Job implements JobHandle {
    private final StreamPlan plan;
    private final JobEnvironment environment;
    private final OperatorFactory factory;
    private final FigureRegistry figures = new FigureRegistry();
    private final OpenOutages outages;
    private final CompletableFuture<JobOutcome> end = new CompletableFuture<>();
    private final Thread thread;
    private volatile JobStatus status = JobStatus.STARTING;
    /** The run that goes on, or the last one. */
    private volatile @Nullable Run current;

    private boolean stopAsked;
    private boolean savepointAsked;
    private boolean cancelAsked;
    /** Why the job ends, when it was asked to stop and could neither take a last checkpoint nor needed one. */
    private @Nullable LevadaException stoppedBecause;

    /** Why it starts again, while it does. */
    private @Nullable LevadaException restartCause;

    private Job(StreamPlan plan, JobEnvironment environment, OperatorFactory factory) {
        this.plan = plan;
        this.environment = environment;
        this.factory = factory;
        this.outages = new OpenOutages(
                environment.clock(),
                this::lastCheckpoint,
                message -> environment.listener().accept(new JobEvent.Notice(message)),
                this::outageBegan);
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("levada-" + environment.name())
                .unstarted(this::run);
    }

    static Job start(StreamPlan plan, JobEnvironment environment, OperatorFactory factory) {
        Job job = new Job(plan, environment, factory);
        job.thread.start();
        return job;
    }

    private void run() {
        JobOutcome outcome;
        try (Held held = hold()) {
            outcome = runs(held.directory());
        } catch (Throwable e) {
            outcome = outcomeOf(e);
        }
        status = outcome.status();
        end.complete(outcome);
    }

    private synchronized JobOutcome outcomeOf(Throwable e) {
        if (!cancelAsked && stoppedBecause != null) {
            return new JobOutcome(JobStatus.FAILED, null, stoppedBecause);
        }
        return cancelAsked || e instanceof InterruptedException
                ? new JobOutcome(JobStatus.CANCELLED, null, null)
                : new JobOutcome(JobStatus.FAILED, null, LevadaException.internal(e));
    }

    private record Held(@Nullable StateDirectory directory) implements AutoCloseable {
        @Override
        public void close() {
            if (directory != null) {
                directory.close();
            }
        }
    }

    private Held hold() {
        return new Held(environment.directory() == null ? null : StateDirectory.open(environment.directory()));
    }

    /** Runs, and runs again while what fails is outside and there is a state to go on from. */
    private JobOutcome runs(@Nullable StateDirectory directory) throws InterruptedException {
        JobConfig config = JobConfig.of(plan.settings(), directory != null);
        Run.Spec spec = new Run.Spec(
                PhysicalPlanner.plan(plan),
                config,
                config.info(environment.name(), plan.settings(), directory),
                environment,
                directory,
                factory,
                figures,
                outages);
        Restore restore = environment.restore();
        Pauses pauses = new Pauses();
        boolean told = false;
        while (true) {
            figures.clear();
            registerOwn();
            Run run = new Run(spec);
            try (run) {
                Outcome outcome = run.execute(restore, this::begun);
                return new JobOutcome(statusOf(outcome), outcome.savepoint(), null);
            } catch (LevadaException e) {
                if (e.code() != ErrorCode.CONNECTION || config.intervalMillis() == 0 || isStopOrCancelAsked()) {
                    throw e;
                }
                if (checkpoints().completed() > 0) {
                    pauses.reset();
                    told = false;
                }
                if (!told) {
                    told = true;
                    environment.listener().accept(new JobEvent.Restarting(e, pauses.nextMillis()));
                }
                restarting(e);
            }
            pauses.pause();
            if (run.isRecovered()) {
                restore = new Restore.Latest();
            }
        }
    }

    private static JobStatus statusOf(Outcome outcome) {
        return switch (outcome.reason()) {
            case FINISHED -> JobStatus.FINISHED;
            case STOPPED -> JobStatus.STOPPED;
            case CANCELLED -> JobStatus.CANCELLED;
        };
    }

    private void registerOwn() {
        var own = figures.scope(java.util.Map.of("job", environment.name()));
        own.counter("checkpoints_completed", () -> checkpoints().completed());
        own.gauge("checkpoint_last_id", () -> checkpoints().lastId());
        own.gauge("checkpoint_last_duration_nanos", () -> checkpoints().lastDurationNanos());
        own.gauge("checkpoint_last_bytes", () -> checkpoints().lastBytes());
        own.gauge("latency_p50_nanos", () -> latencyNanos(0.5));
        own.gauge("latency_p99_nanos", () -> latencyNanos(0.99));
    }

    private synchronized void begun(Run run) {
        current = run;
        status = JobStatus.RUNNING;
        Coordinator coordinator = run.coordinator();
        if (coordinator != null) {
            if (cancelAsked) {
                coordinator.cancel();
            } else if (stopAsked) {
                run.stop(savepointAsked);
            }
        }
    }

    private synchronized void restarting(LevadaException cause) {
        status = JobStatus.RESTARTING;
        restartCause = cause;
        if (stopAsked) {
            endInsteadOfStarting();
        }
    }

    private synchronized boolean isStopOrCancelAsked() {
        return stopAsked || cancelAsked;
    }

    /** Less than 0 when it takes none. */
    private long lastCheckpoint() {
        if (environment.directory() == null
                || plan.settings().get(JobOptions.CHECKPOINT_INTERVAL).isZero()) {
            return -1;
        }
        Run run = current;
        Coordinator coordinator = run == null ? null : run.coordinator();
        return coordinator == null ? 0 : coordinator.lastCheckpoint();
    }

    /** A stop that came before may wait for a start that now waits for somebody. */
    private synchronized void outageBegan() {
        if (stopAsked) {
            endInsteadOfStarting();
        }
    }

    /** A job that was asked to stop needn't begin, or begin again, only to take a last checkpoint of nothing. */
    private void endInsteadOfStarting() {
        if (stoppedBecause != null) {
            return;
        }
        Run run = current;
        List<JobOutage> waitsFor = outages.current();
        LevadaException cause = restartCause;
        if (status == JobStatus.RESTARTING && cause != null) {
            stoppedBecause = new LevadaException(
                    cause.code(),
                    "stopped while the job was to start again: " + cause.message(),
                    null,
                    lastCheckpoint() > 0
                            ? "nothing is lost: the next run goes on from checkpoint " + lastCheckpoint()
                            : "nothing is lost: the next run begins where this one would have",
                    cause);
        } else if (!waitsFor.isEmpty() && (run == null || !run.isRunning())) {
            stoppedBecause = new LevadaException(
                    ErrorCode.CONNECTION,
                    "stopped before the job began: " + waitsFor.get(0).system() + " doesn't answer",
                    "nothing was read, so nothing is lost: the next run begins where this one would have");
        }
        if (stoppedBecause != null) {
            thread.interrupt();
        }
    }

    @Override
    public String name() {
        return environment.name();
    }

    @Override
    public JobStatus status() {
        return status;
    }

    @Override
    public JobOutcome awaitEnd() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<JobOutcome> awaitEnd(Duration longest) throws InterruptedException {
        try {
            return Optional.of(end.get(longest.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void stop(boolean savepoint) {
        stopAsked = true;
        savepointAsked |= savepoint;
        Run run = current;
        endInsteadOfStarting();
        if (stoppedBecause == null && run != null) {
            run.stop(savepoint);
        }
        if (run == null || !run.isRunning()) {
            Thread.ofVirtual().name("levada-stop").start(this::boundStart);
        }
    }

    /** A start may wait for what doesn't count as an outage: another one's transaction, or files that take long to check. */
    private void boundStart() {
        Duration limit = plan.settings().get(JobOptions.SHUTDOWN_TIMEOUT);
        try {
            if (awaitEnd(limit).isEmpty()) {
                endStart(limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void endStart(Duration limit) {
        Run run = current;
        if (stoppedBecause == null && (run == null || !run.isRunning())) {
            stoppedBecause = new LevadaException(
                    ErrorCode.STORAGE,
                    "stopped before the job began, after " + limit.toMillis() + " ms in which its start didn't end",
                    "nothing was read, so nothing is lost: the next run begins where this one would have;"
                            + " 'levada.shutdown.timeout' waits longer");
            thread.interrupt();
        }
    }

    @Override
    public synchronized void cancel() {
        if (cancelAsked || status.isEnd()) {
            return;
        }
        cancelAsked = true;
        Run run = current;
        Coordinator coordinator = run == null ? null : run.coordinator();
        if (coordinator != null) {
            coordinator.cancel();
        }
        thread.interrupt();
    }

    @Override
    public @Nullable LevadaException failure() {
        JobOutcome outcome = end.getNow(null);
        return outcome == null ? null : outcome.failure();
    }

    @Override
    public List<JobOutage> outages() {
        return outages.current();
    }

    @Override
    public FigureRegistry figures() {
        return figures;
    }

    @Override
    public CheckpointFigures checkpoints() {
        Run run = current;
        Coordinator coordinator = run == null ? null : run.coordinator();
        return coordinator == null ? CheckpointFigures.NONE : coordinator.figures();
    }

    @Override
    public long latencyNanos(double quantile) {
        Run run = current;
        Dataflow dataflow = run == null ? null : run.dataflow();
        long[] sums = Latencies.newSums();
        if (dataflow != null) {
            dataflow.sinks().stream()
                    .filter(sink -> sink.sink() < Wiring.DEAD_LETTERS)
                    .forEach(sink -> sink.latencies().addTo(sums));
        }
        return Latencies.quantile(sums, quantile);
    }

    @Override
    public void close() {
        cancel();
        end.join();
    }
}
