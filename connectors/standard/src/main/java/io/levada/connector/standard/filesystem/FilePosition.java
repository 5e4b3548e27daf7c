package io.levada.connector.standard.filesystem;

import io.levada.core.connector.SourceSplit;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.ByteBuffer;

/**
 * How far a file was read.
 *
 * @param offset of the next record's first byte, in the unpacked bytes
 * @param records that lie before it
 * @param ended whether the file was read to its end, and needn't be opened again
 */
record FilePosition(long offset, long records, boolean ended) {
    static final FilePosition START = new FilePosition(0, 0, false);
    private static final int BYTES = 2 * Long.BYTES + 1;

    static FilePosition of(SourceSplit split) {
        if (split.position().length != BYTES) {
            throw new LevadaException(
                    ErrorCode.STATE_MISMATCH,
                    "the position of file '" + split.id() + "' was written by another connector or version");
        }
        ByteBuffer bytes = ByteBuffer.wrap(split.position());
        return new FilePosition(bytes.getLong(), bytes.getLong(), bytes.get() != 0);
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(offset)
                .putLong(records)
                .put((byte) (ended ? 1 : 0))
                .array();
    }
}
