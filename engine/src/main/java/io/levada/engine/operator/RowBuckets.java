package io.levada.engine.operator;

import java.util.Arrays;

/** Sorts the rows of a batch by a pair of longs, such as the start and end of their window; order within a pair stays. */
final class RowBuckets {
    private long[] firsts = new long[16];
    private long[] seconds = new long[16];
    private int[] starts = new int[17];
    private int[] slots = new int[64];
    private int[] bucketOf = new int[0];
    private int[] sorted = new int[0];
    private int count;

    /** Sorts rows 0 to {@code rows - 1}; gives the number of buckets, in the order in which they appear. */
    int sort(long[] first, long[] second, int rows) {
        if (sorted.length < rows) {
            sorted = new int[rows];
            bucketOf = new int[rows];
        }
        count = 0;
        if (isOneBucket(first, second, rows)) {
            return 1;
        }
        Arrays.fill(slots, 0);
        int bucket = -1;
        for (int row = 0; row < rows; row++) {
            if (bucket < 0 || firsts[bucket] != first[row] || seconds[bucket] != second[row]) {
                bucket = bucket(first[row], second[row]);
            }
            bucketOf[row] = bucket;
        }
        Arrays.fill(starts, 0, count + 1, 0);
        for (int row = 0; row < rows; row++) {
            starts[bucketOf[row] + 1]++;
        }
        for (int b = 0; b < count; b++) {
            starts[b + 1] += starts[b];
        }
        int[] next = Arrays.copyOf(starts, count);
        for (int row = 0; row < rows; row++) {
            sorted[next[bucketOf[row]]++] = row;
        }
        return count;
    }

    /** Most batches lie in one window. */
    private boolean isOneBucket(long[] first, long[] second, int rows) {
        long differences = 0;
        for (int row = 1; row < rows; row++) {
            differences |= (first[row] ^ first[0]) | (second[row] ^ second[0]);
        }
        if (differences != 0 || rows == 0) {
            return false;
        }
        firsts[0] = first[0];
        seconds[0] = second[0];
        starts[0] = 0;
        starts[1] = rows;
        for (int row = 0; row < rows; row++) {
            sorted[row] = row;
        }
        count = 1;
        return true;
    }

    private int bucket(long first, long second) {
        int mask = slots.length - 1;
        int slot = hash(first, second) & mask;
        while (slots[slot] != 0) {
            int bucket = slots[slot] - 1;
            if (firsts[bucket] == first && seconds[bucket] == second) {
                return bucket;
            }
            slot = slot + 1 & mask;
        }
        if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, count * 2);
            seconds = Arrays.copyOf(seconds, count * 2);
            starts = Arrays.copyOf(starts, count * 2 + 1);
        }
        firsts[count] = first;
        seconds[count] = second;
        slots[slot] = ++count;
        if (count * 2 > slots.length) {
            rehash();
        }
        return count - 1;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int bucket = 0; bucket < count; bucket++) {
            int slot = hash(firsts[bucket], seconds[bucket]) & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = bucket + 1;
        }
    }

    private static int hash(long first, long second) {
        long mixed = (first * 31 + second) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    long first(int bucket) {
        return firsts[bucket];
    }

    long second(int bucket) {
        return seconds[bucket];
    }

    int size(int bucket) {
        return starts[bucket + 1] - starts[bucket];
    }

    /** Copies the bucket's rows. */
    void rows(int bucket, int[] target) {
        System.arraycopy(sorted, starts[bucket], target, 0, size(bucket));
    }
}
