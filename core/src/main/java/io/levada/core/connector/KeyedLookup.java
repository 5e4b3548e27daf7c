package io.levada.core.connector;

import io.levada.core.data.Batch;
import java.util.List;

/**
 * An outside table that is asked for some keys at a time, because it is large or must be read as it is now. Each worker
 * has its own, which the engine calls in a thread of its own: {@link #find} may block, while the worker goes on with
 * others of its tasks. Rows wait for the answer in their order, and so do watermarks and barriers.
 */
public interface KeyedLookup extends AutoCloseable {
    /**
     * All rows that have one of the keys, with the requested columns.
     *
     * @param keys the key columns in the order of {@link LookupRequest#keys}; at least one row, no two equal, without NULL
     * @throws io.levada.core.error.LevadaException when the table can't be asked: the job fails with it
     */
    List<Batch> find(Batch keys);

    @Override
    void close();
}
