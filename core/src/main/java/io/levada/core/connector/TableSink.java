package io.levada.core.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table. One instance for each sink of a job, one writer for each worker.
 *
 * <p>Exactly once, with the engine: writers stage what they are given and, at a barrier, name it in a committable. When
 * the checkpoint is durable it is decided, once; after that {@link #apply} makes the committables visible, as often as
 * needed, with the effect of one.
 */
public interface TableSink extends AutoCloseable {
    /** Called once for each worker, after {@link #open} of the decider, if there is one. */
    SinkWriter openWriter(WriterContext context);

    /** Whether its writers do something at {@link SinkWriter#watermark}: only then these are exact. */
    default boolean usesWatermarks() {
        return false;
    }

    /**
     * Names the outside system whose own transaction has to decide checkpoints, or null when the engine's manifest may.
     * Sinks with equal names share one decider; a job can't have two. What such a sink stages lies in the decider's
     * transaction: its writers name nothing, {@link SinkWriter#prepare} gives null.
     */
    default @Nullable String deciderName() {
        return null;
    }

    /** The decider of that name. Called once for all the sinks that named it; the context hands it to their writers. */
    default CheckpointDecider createDecider() {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes what was staged for a decided checkpoint visible. Called by one thread that may block; called again after a
     * crash for a checkpoint that may have been applied. Throws to have it tried again.
     */
    default void apply(long checkpointId, List<byte[]> committables) {}

    /**
     * After a restore, before anything is written: what was staged after that checkpoint is to be thrown away.
     *
     * @param checkpointId the checkpoint from which the job goes on; 0 when from the beginning
     */
    default void abortAfter(long checkpointId) {}

    @Override
    default void close() {}
}
