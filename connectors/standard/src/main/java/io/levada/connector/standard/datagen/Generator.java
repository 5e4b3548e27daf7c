package io.levada.connector.standard.datagen;

import io.levada.core.data.Column;

/** Makes the values of one column. */
@FunctionalInterface
interface Generator {
    /**
     * Appends the value of a row.
     *
     * @param index number of the row in the table, from 0
     * @param nowMicros the current time, for timestamps
     */
    void append(long index, long nowMicros, Column target);
}
