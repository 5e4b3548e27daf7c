package io.levada.core.connector;

import io.levada.core.data.Column;
import org.jspecify.annotations.Nullable;

/** Decodes records into columns. Used by one thread. */
public interface RecordDecoder {
    /**
     * Appends one row to the columns, or none; a record that can't be decoded leaves the columns as they were.
     *
     * @param columns as {@code wanted} of {@link Format#decoder}
     * @return null when it was decoded (or is to be skipped silently), else one sentence that says what is wrong with it
     */
    @Nullable
    String decode(byte[] record, int offset, int length, Column[] columns);
}
