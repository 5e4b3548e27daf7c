package io.levada.connector.kafka.source;

import io.levada.core.connector.SourceSplit;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where to go on in a partition, and where to end: a version byte and two longs, big-endian.
 *
 * @param offset the next to read, or {@link #EARLIEST}
 * @param end the first that isn't read any more, or {@link #NO_END}
 */
record SplitPosition(long offset, long end) {
    /** The least that is there when reading begins; retention may move it until then. */
    static final long EARLIEST = -2;

    static final long NO_END = Long.MAX_VALUE;

    private static final byte VERSION = 1;

    byte[] encode() {
        return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put(VERSION)
                .putLong(offset)
                .putLong(end)
                .array();
    }

    static SplitPosition decode(SourceSplit split) {
        ByteBuffer bytes = ByteBuffer.wrap(split.position());
        if (bytes.remaining() != 1 + 2 * Long.BYTES || bytes.get() != VERSION) {
            throw new LevadaException(
                    ErrorCode.CHECKPOINT_TOO_NEW,
                    "the saved position of " + split.id() + " was written by another version of the Kafka connector");
        }
        return new SplitPosition(bytes.getLong(), bytes.getLong());
    }

    static String id(TopicPartition partition) {
        return partition.topic() + "-" + partition.partition();
    }

    /** The partition that {@link #id} names: topics may hold hyphens, numbers don't. */
    static TopicPartition partition(String id) {
        int hyphen = id.lastIndexOf('-');
        return new TopicPartition(id.substring(0, hyphen), Integer.parseInt(id.substring(hyphen + 1)));
    }
}
