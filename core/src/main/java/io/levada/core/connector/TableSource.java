package io.levada.core.connector;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table. One instance for each scan of a job; {@link #discover} is called by one thread that may block, each
 * reader belongs to one worker.
 */
public interface TableSource extends AutoCloseable {
    /**
     * The splits that aren't known yet, each with the position to start from. Called before the job runs (after a restore
     * with the ids that the checkpoint holds, whose positions are kept) and after each {@link #discoveryInterval}.
     */
    List<SourceSplit> discover(Collection<String> known);

    /** Zero: there are never more splits than the first call gave. */
    Duration discoveryInterval();

    /** Called once for each worker, before {@link #discover}. */
    SourceReader openReader(ReaderContext context);

    /**
     * Where records that can't be decoded go, when the table names a place; its rows are {@link DeadLetters#ROW_TYPE}.
     * Null: the engine keeps them in a file of the job.
     */
    default @Nullable TableSink deadLetterSink() {
        return null;
    }

    /** The job's state up to these positions is safe; for what others may watch, such as consumer group offsets. */
    default void committed(List<SourceSplit> positions) {}

    @Override
    default void close() {}
}
