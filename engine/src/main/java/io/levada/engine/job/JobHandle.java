package io.levada.engine.job;

import io.levada.core.error.LevadaException;
import io.levada.engine.checkpoint.CheckpointFigures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A running job. All methods may be called by any thread. */
public interface JobHandle extends AutoCloseable {
    String name();

    JobStatus status();

    /** Waits for the end. */
    JobOutcome awaitEnd() throws InterruptedException;

    /** Waits for the end, but not longer than this: then empty. */
    Optional<JobOutcome> awaitEnd(Duration longest) throws InterruptedException;

    /**
     * Asks it to end after a last checkpoint, with everything that was read also written; returns at once.
     *
     * @param savepoint whether that checkpoint is kept until somebody deletes it
     */
    void stop(boolean savepoint);

    /** Asks it to end at once; what is not committed is dropped. Returns at once. */
    void cancel();

    /** Why it failed; null when it didn't, or not yet. */
    @Nullable
    LevadaException failure();

    /** The outside systems that it waits for. */
    List<JobOutage> outages();

    FigureRegistry figures();

    CheckpointFigures checkpoints();

    /** How long rows took from their source to a sink so far: nanoseconds within which this share of them stayed. */
    long latencyNanos(double quantile);

    /** Cancels and waits for the end. */
    @Override
    void close();
}
