package io.levada.connector.kafka.sink;

import io.levada.core.data.Batch;

/** Turns rows into records. Used by one thread. */
@FunctionalInterface
interface Encoder {
    /** Appends the records of a batch, one for each row that is written at all. */
    void encode(Batch batch, OutRecords target);
}
