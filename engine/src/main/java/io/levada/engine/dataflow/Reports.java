package io.levada.engine.dataflow;

import org.jspecify.annotations.Nullable;

/** What tasks tell the job; called by workers' threads (and by sinks' threads), must not block. */
public interface Reports {
    /** A task passed a barrier. */
    void frozen(long checkpointId, TaskSnapshot snapshot);

    /** A writer's part of a checkpoint is safe outside. */
    void prepared(long checkpointId, int sink, int worker, byte @Nullable [] committable);

    /** A source task has read everything. */
    void sourceEnded(int stage, int worker);

    /** The job can't go on. */
    void failed(Throwable error);
}
