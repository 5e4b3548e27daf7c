package io.levada.core.connector;

import java.util.List;

/**
 * Reads the splits that one worker was given. All methods but {@link #close} are called by the worker's thread and must
 * not block: blocking I/O belongs to a thread of the reader's own, behind a bounded queue.
 *
 * <p>Call order: {@link #assign} any number of times, then {@link #poll} over and over, with more {@link #assign}s and
 * {@link #positions} between polls; {@link #close} once, after the last poll.
 */
public interface SourceReader extends AutoCloseable {
    /** Reads this split too, from its position. */
    void assign(SourceSplit split);

    /**
     * No further {@link #assign} will come. A reader of a bounded table may report {@link Status#END} only after this.
     */
    void noMoreSplits();

    /**
     * Emits what has arrived: one batch, sometimes a few, or nothing.
     *
     * <p>Throws {@link io.levada.core.error.LevadaException} when reading can't go on.
     */
    Status poll(SourceOutput output);

    /** For each assigned split the position after the last row that was emitted (or that went to dead letters). */
    List<SourceSplit> positions();

    @Override
    void close();

    /** What a poll found. */
    enum Status {
        /** There may be more right now. */
        MORE,
        /** Nothing now; {@link ReaderContext#wakeUp} will be called. */
        IDLE,
        /** Every split is read to its end and no more will come. */
        END
    }
}
