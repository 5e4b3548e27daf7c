package io.levada.connector.standard.nexmark;

import io.levada.core.connector.SourceSplit;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.ByteBuffer;

/**
 * Where a split stands: it reads every {@code of}th block of the stream, from block {@code index} on. The set of events
 * is the same however many splits share it.
 *
 * @param place of the next event
 */
record NexmarkPosition(int index, int of, long place) {
    /** Events that lie together in a split: so many that batches are full, so few that splits stay near each other. */
    static final long BLOCK = 5_000;

    static NexmarkPosition start(int index, int of) {
        return new NexmarkPosition(index, of, index * BLOCK);
    }

    static NexmarkPosition of(SourceSplit split) {
        String[] parts = split.id().split("/");
        if (parts.length != 2 || split.position().length != Long.BYTES) {
            throw new LevadaException(
                    ErrorCode.STATE_MISMATCH, "split '" + split.id() + "' was not written by the nexmark connector");
        }
        return new NexmarkPosition(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                ByteBuffer.wrap(split.position()).getLong());
    }

    String id() {
        return index + "/" + of;
    }

    SourceSplit toSplit() {
        return new SourceSplit(
                id(), ByteBuffer.allocate(Long.BYTES).putLong(place).array());
    }

    /** The end of the block in which the place lies. */
    long blockEnd() {
        return (place / BLOCK + 1) * BLOCK;
    }

    /** Moved to a place in the block or at its end, from where the split's next block follows. */
    NexmarkPosition at(long next) {
        return new NexmarkPosition(index, of, next == blockEnd() ? next + (of - 1) * BLOCK : next);
    }
}
