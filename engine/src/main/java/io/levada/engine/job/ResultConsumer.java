package io.levada.engine.job;

import io.levada.core.data.Batch;

/** Takes the rows of a query that ends with the caller. Called by one thread at a time, which must not be kept waiting. */
public interface ResultConsumer {
    /** Whether another batch can be taken now; false is back-pressure. */
    default boolean ready() {
        return true;
    }

    void accept(Batch batch);

    /** No rows are on their way just now: what is held back only to be shown in larger pieces should be shown. */
    default void flush() {}

    /** Gives, before the first batch, what is to be called when {@link #ready} may be true again. */
    default void onReady(Runnable wakeUp) {}
}
