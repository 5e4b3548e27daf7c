package io.levada.engine.operator;

import io.levada.core.data.Batch;

/** Where an operator's results go: the next operator of the stage, or the exchanges at its end. */
@FunctionalInterface
public interface Output {
    /** Takes a batch of at least one row, which must not change afterwards. Never blocks. */
    void emit(Batch batch);

    /**
     * Whether nobody holds any numbers of the batch that was emitted last: their arrays may be filled again. Bytes and objects
     * may be held.
     */
    default boolean isSpent() {
        return false;
    }
}
