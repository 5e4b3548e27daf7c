package io.levada.core.connector;

import io.levada.core.data.Batch;
import java.time.Duration;

/**
 * An outside table that is small enough to be held whole. The engine calls {@link #load} in a thread of its own before
 * the first row passes, indexes the rows by the keys, and calls it again after each {@link #refreshInterval}.
 */
public interface LookupTable {
    /** All rows, with the requested columns; may block. */
    java.util.List<Batch> load();

    /** How long a loaded table is good for; zero means for ever. */
    Duration refreshInterval();
}
