package io.levada.core.connector;

import io.levada.core.data.Batch;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One worker's way out. All methods but {@link #close} are called by the worker's thread and must not block for I/O.
 *
 * <p>Call order: {@link #write} while {@link #ready}; {@link #prepare} at each barrier; {@link #close} once.
 */
public interface SinkWriter extends AutoCloseable {
    /** Whether another batch can be taken now; false is back-pressure. */
    default boolean ready() {
        return true;
    }

    void write(Batch batch);

    /** Whether nothing of a batch is held when {@link #write} has returned: then its arrays are filled again. */
    default boolean copiesBatches() {
        return false;
    }

    /**
     * No row before this time will be written by this worker any more, apart from late ones; in microseconds. Told as late as
     * suits where {@link TableSink#usesWatermarks} doesn't ask for it.
     */
    default void watermark(long micros) {}

    /**
     * Called when the worker has nothing else to do: what is buffered only to be written in larger pieces goes out.
     * Staged output of exactly-once sinks stays staged.
     */
    default void flush() {}

    /**
     * Ends the part of the output that belongs to this checkpoint. The stage completes when that part is safe outside (on
     * disk, acknowledged by the broker): with the committable for {@link TableSink#apply}, or with null when there is
     * nothing to apply. At-least-once writers flush here.
     */
    CompletionStage<byte @Nullable []> prepare(long checkpointId);

    /** Gives up what is not committed; must not wait for long. */
    @Override
    void close();
}
