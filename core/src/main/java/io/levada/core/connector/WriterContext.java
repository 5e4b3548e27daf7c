package io.levada.core.connector;

import org.jspecify.annotations.Nullable;

/** What the engine gives to a writer. */
public interface WriterContext {
    int worker();

    int workers();

    /** The checkpoint from which the job goes on; 0 from the beginning. */
    long restoredCheckpoint();

    /** The decider that the sink asked for. */
    @Nullable
    CheckpointDecider decider();

    /** To be called from any thread when {@link SinkWriter#ready} may be true after it was false. */
    void wakeUp();

    /** To be called from any thread when writing can't go on: the job fails with that error. */
    void fail(Throwable error);

    /**
     * One sentence for the person who watches the job. From any thread. Said once for each change, not once for each attempt.
     * That an outside system doesn't answer is told to {@link #outages}.
     */
    default void notice(String message) {}

    /** Where to say that an outside system doesn't answer. */
    default Outages outages() {
        return Outages.NONE;
    }

    Figures figures();
}
