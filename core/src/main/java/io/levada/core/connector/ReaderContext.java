package io.levada.core.connector;

/** What the engine gives to a reader. */
public interface ReaderContext {
    /** 0 to {@link #workers()} - 1. */
    int worker();

    int workers();

    /** The most rows that a batch should have. */
    int batchSize();

    /** To be called from any thread when {@link SourceReader#poll} may have something after it had nothing. */
    void wakeUp();

    /**
     * In the place of {@link #wakeUp}, from a thread of the reader's that has brought little: the engine may do the worker's
     * work in it before this returns, because waking another thread takes longer than the work on a few rows. The caller
     * holds no lock that {@link SourceReader} takes.
     */
    default void lend() {
        wakeUp();
    }

    /**
     * One sentence for the person who watches the job. From any thread. Said once for each change, not once for each attempt.
     * That an outside system doesn't answer is told to {@link #outages}.
     */
    default void notice(String message) {}

    /** Where to say that an outside system doesn't answer. */
    default Outages outages() {
        return Outages.NONE;
    }

    /** For figures that the connector knows: name, labels and value are shown as they are. */
    Figures figures();
}
