package io.levada.connector.standard.datagen;

import io.levada.core.connector.SourceSplit;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.ByteBuffer;

/**
 * Where a split stands.
 *
 * @param first number of its first row
 * @param step from one of its rows to the next
 * @param made how many of its rows were made
 * @param seed of the random values, kept so that a table without the option goes on with the same ones
 */
record DatagenPosition(int first, int step, long made, long seed) {
    static DatagenPosition of(SourceSplit split) {
        String[] parts = split.id().split("/");
        if (parts.length != 2 || split.position().length != 2 * Long.BYTES) {
            throw new LevadaException(
                    ErrorCode.STATE_MISMATCH, "split '" + split.id() + "' was not written by the datagen connector");
        }
        ByteBuffer bytes = ByteBuffer.wrap(split.position());
        return new DatagenPosition(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), bytes.getLong(), bytes.getLong());
    }

    SourceSplit toSplit() {
        byte[] position =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(made).putLong(seed).array();
        return new SourceSplit(first + "/" + step, position);
    }

    /** Number in the table of the split's next row. */
    long nextIndex() {
        return first + made * step;
    }
}
