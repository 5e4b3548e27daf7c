package io.levada.cli.text;

import io.levada.core.data.Row;

/** Prints one result. Used by one thread at a time: {@link #row} any number of times with {@link #settle} between, then {@link #end}. */
public interface RowPrinter {
    void row(Row row);

    /** Nothing more may come for a while: what is held back, to align it, goes out. */
    default void settle() {}

    /** The result is complete. */
    default void end() {
        settle();
    }
}
