package io.levada.connector.kafka.source;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * From a fetcher's thread to its worker. Bounded by what it holds: {@link #isFull} tells the fetcher to stop, it never
 * refuses what was polled already.
 */
final class ChunkQueue {
    private static final long MOST_BYTES = 16 << 20;

    private final ConcurrentLinkedQueue<Chunk> chunks = new ConcurrentLinkedQueue<>();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final long mostRecords;

    ChunkQueue(long mostRecords) {
        this.mostRecords = mostRecords;
    }

    boolean isFull() {
        return records.get() >= mostRecords || bytes.get() >= MOST_BYTES;
    }

    /** Whether there is so little left that the fetcher should hurry. */
    boolean isLow() {
        return records.get() <= mostRecords / 2 && bytes.get() <= MOST_BYTES / 2;
    }

    void add(Chunk chunk) {
        records.addAndGet(chunk.records().size());
        bytes.addAndGet(chunk.bytes());
        chunks.add(chunk);
    }

    /** The next chunk; it counts as held until {@link #done}. */
    @Nullable
    Chunk next() {
        return chunks.poll();
    }

    void done(Chunk chunk) {
        records.addAndGet(-chunk.records().size());
        bytes.addAndGet(-chunk.bytes());
    }
}
