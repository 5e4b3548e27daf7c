package io.levada.engine.operator;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * An {@link EndQueue} of many entries, most of which end much later: those are kept unsorted, by the stretch of time in
 * which they end, and only the stretch that comes first is a heap. A heap of them all is larger than the processor's cache.
 *
 * <p>When time comes to a stretch, the entries' owner is asked for their ends once more: those that were put off meanwhile
 * go to later stretches and were never in a heap. They are looked at in one short loop, so that what the cache misses for
 * one entry doesn't have to be there before the next is looked at.
 */
final class EndBuckets {
    private final long stretch;
    private final Ends ends;
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

    /** What the owner of the entries knows. */
    interface Ends {
        /** No entry's end. */
        long GONE = Long.MIN_VALUE;

        /**
         * When that ends which was added with this end: then, later, or {@link #GONE} where the entry doesn't hold any
         * more. From now on its end is what is given here.
         */
        long now(int id, long end);

        /** That it will be asked for these next. */
        default void announce(int[] ids, int count) {}
    }

    /** @param stretch a small part of the time that entries stay */
    EndBuckets(long stretch, Ends ends) {
        this.stretch = Math.max(1, stretch);
        this.ends = ends;
    }

    /** No entry ends before; {@link Long#MAX_VALUE} when there is none. */
    long earliest() {
        if (!first.isEmpty()) {
            return first.firstEnd();
        }
        return later.isEmpty() ? Long.MAX_VALUE : later.firstKey();
    }

    /**
     * Removes the first entry, or takes a step towards it. To be called when time has come to {@link #earliest}.
     *
     * @return the entry's id, or -1 when it isn't sure yet that one ends before all others
     */
    int poll() {
        if (first.isEmpty()) {
            sort(later.pollFirstEntry().getValue());
            return -1;
        }
        long end = first.firstEnd();
        int id = first.poll();
        long now = ends.now(id, end);
        if (now == end) {
            return id;
        }
        if (now != Ends.GONE) {
            add(now, id);
        }
        return -1;
    }

    private void sort(Bucket bucket) {
        limit = bucket.start + stretch;
        ends.announce(bucket.ids, bucket.size);
        for (int i = 0; i < bucket.size; i++) {
            int id = bucket.ids[i];
            long now = ends.now(id, bucket.ends[i]);
            if (now != Ends.GONE) {
                add(now, id);
            }
        }
        bucket.size = 0;
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

    long memoryBytes() {
        long bytes = first.memoryBytes();
        for (Bucket bucket : later.values()) {
            bytes += bucket.ends.length * 12L;
        }
        return bytes;
    }
}
