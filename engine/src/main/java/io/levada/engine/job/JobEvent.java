package io.levada.engine.job;

import io.levada.core.error.LevadaException;
import io.levada.engine.checkpoint.CheckpointFigures;

/** Something that a person who watches the job may want to be told. */
public sealed interface JobEvent {
    /**
     * Rows may flow.
     *
     * @param restored the checkpoint that the job goes on from; 0 when it began anew
     */
    record Running(long restored) implements JobEvent {}

    /** A sentence from the job or from a connector: what is waited for, or that the wait is over. */
    record Notice(String message) implements JobEvent {}

    /** A checkpoint is decided and applied. */
    record CheckpointDone(long id, CheckpointFigures figures) implements JobEvent {}

    /**
     * The first record of a table, in one worker, that can't be decoded. Later ones are only counted.
     *
     * @param record where it lay and what is wrong with it
     */
    record DeadLetter(String table, String record) implements JobEvent {}

    /** Something outside failed; the job starts again from its last checkpoint after a pause. */
    record Restarting(LevadaException cause, long pauseMillis) implements JobEvent {}
}
