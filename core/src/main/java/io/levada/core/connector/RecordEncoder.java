package io.levada.core.connector;

import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;

/** Encodes rows into records. Used by one thread. */
public interface RecordEncoder {
    /** Appends the record of one row to {@code target}, as one value. */
    void encode(Batch batch, int row, BytesColumn target);
}
