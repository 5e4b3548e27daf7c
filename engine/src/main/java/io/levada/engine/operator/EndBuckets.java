package io.levada.engine.operator;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * An {@link EndQueue} of many entries, most of which end much later: those are kept unsorted, by the stretch of time in
 * which they end, and only the stretch that comes first is a heap. A heap of them all is larger than the processor's cache.
 */
final class EndBuckets {
    private final long stretch;
    private final EndQueue first = new EndQueue();
    /** Entries before this are in the heap. */
    private long limit = Long.MIN_VALUE;

    private final TreeMap<Long, Bucket> later = new TreeMap<>();
    /** The one that was added to last: ends mostly come in order. */
    private Bucket last = new Bucket(Long.MIN_VALUE);

    private static final class Bucket {
        private final long start;
        private long[] ends = new long[4];
        private int[] ids = new int[4];
        private int size;

        Bucket(long start) {
            this.start = start;
        }

        void add(long end, int id) {
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, size * 2);
                ids = Arrays.copyOf(ids, size * 2);
            }
            ends[size] = end;
            ids[size++] = id;
        }
    }

    /** @param stretch a small part of the time that entries stay */
    EndBuckets(long stretch) {
        this.stretch = Math.max(1, stretch);
    }

    boolean isEmpty() {
        return first.isEmpty() && later.isEmpty();
    }

    /** There must be one. */
    long firstEnd() {
        sortFirst();
        return first.firstEnd();
    }

    void add(long end, int id) {
        if (end < limit) {
            first.add(end, id);
            return;
        }
        long start = end - Math.floorMod(end, stretch);
        if (last.start != start || last.size == 0) {
            last = later.computeIfAbsent(start, Bucket::new);
        }
        last.add(end, id);
    }

    /** Removes the first entry and gives its id. */
    int poll() {
        sortFirst();
        return first.poll();
    }

    private void sortFirst() {
        if (!first.isEmpty()) {
            return;
        }
        Bucket bucket = later.pollFirstEntry().getValue();
        for (int i = 0; i < bucket.size; i++) {
            first.add(bucket.ends[i], bucket.ids[i]);
        }
        bucket.size = 0;
        limit = bucket.start + stretch;
    }

    long memoryBytes() {
        long bytes = first.memoryBytes();
        for (Bucket bucket : later.values()) {
            bytes += bucket.ends.length * 12L;
        }
        return bytes;
    }
}
