package io.levada.connector.standard.nexmark;

import io.levada.core.connector.SourceSplit;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.ByteBuffer;

/**
 * Where a split stands: split {@code index} of {@code of}, see {@link Blocks}.
 *
 * @param place of the next event
 */
record NexmarkPosition(int index, int of, long place) {
    static NexmarkPosition start(int index, int of) {
        return new NexmarkPosition(index, of, Blocks.first(index));
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

    /** Moved to a place in the block or at its end, from where the split's next block follows. */
    NexmarkPosition at(long next) {
        return new NexmarkPosition(index, of, next == Blocks.end(place) ? Blocks.next(next, of) : next);
    }
}
