package io.levada.engine.checkpoint.protocol;

/** What has happened. */
public sealed interface Event {
    /** A checkpoint is wanted. */
    record Requested(Kind kind) implements Event {}

    /** The state that a task froze at the barrier is written. */
    record StateWritten(long id, int task) implements Event {}

    /** What a writer staged for the checkpoint is safe outside. */
    record OutputStaged(long id, int writer) implements Event {}

    /** State and manifest are durable: the checkpoint is prepared. */
    record Sealed(long id) implements Event {}

    /** The outside system has committed, with the mark. */
    record Decided(long id) implements Event {}

    /** The manifest says, durably, that the checkpoint is decided. */
    record Marked(long id) implements Event {}

    /** Every sink has made its part visible. */
    record Applied(long id) implements Event {}

    /** The checkpoint takes too long. */
    record TimedOut(long id) implements Event {}
}
