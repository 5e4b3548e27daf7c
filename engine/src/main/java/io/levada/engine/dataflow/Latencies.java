package io.levada.engine.dataflow;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long rows took from their source to a sink, in buckets that are a sixteenth of their value wide. One thread records,
 * any thread reads.
 */
public final class Latencies {
    private static final int SUB_BITS = 4;
    private static final int SUB = 1 << SUB_BITS;
    private static final int BUCKETS = (64 - SUB_BITS) * SUB;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    /** @param rows how many rows had this latency */
    public void record(long nanos, long rows) {
        int bucket = bucket(Math.max(0, nanos));
        counts.setOpaque(bucket, counts.getPlain(bucket) + rows);
    }

    /** Adds the counts to {@code sums}, as {@link #newSums} made it. */
    public void addTo(long[] sums) {
        for (int i = 0; i < BUCKETS; i++) {
            sums[i] += counts.getOpaque(i);
        }
    }

    public static long[] newSums() {
        return new long[BUCKETS];
    }

    /** @return nanoseconds that a share {@code quantile} of the rows stayed within, 0 when there were none */
    public static long quantile(long[] sums, double quantile) {
        long total = 0;
        for (long count : sums) {
            total += count;
        }
        long rank = (long) Math.ceil(quantile * total);
        long seen = 0;
        for (int i = 0; i < sums.length; i++) {
            seen += sums[i];
            if (sums[i] > 0 && seen >= rank) {
                return upperBound(i);
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        if (nanos < SUB) {
            return (int) nanos;
        }
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
        return (shift + 1) * SUB + (int) ((nanos >>> shift) - SUB);
    }

    private static long upperBound(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int shift = bucket / SUB - 1;
        return ((long) (bucket % SUB + SUB + 1) << shift) - 1;
    }
}
