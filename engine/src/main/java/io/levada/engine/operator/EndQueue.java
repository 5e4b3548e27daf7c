package io.levada.engine.operator;

import java.util.Arrays;

/** A heap of (end, id), least end first. Entries can't be taken out from within: whoever polls knows which still hold. */
final class EndQueue {
    private long[] ends = new long[16];
    private int[] ids = new int[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    long firstEnd() {
        return ends[0];
    }

    void add(long end, int id) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
            ids = Arrays.copyOf(ids, size * 2);
        }
        int at = size++;
        while (at > 0) {
            int parent = at - 1 >>> 1;
            if (ends[parent] <= end) {
                break;
            }
            ends[at] = ends[parent];
            ids[at] = ids[parent];
            at = parent;
        }
        ends[at] = end;
        ids[at] = id;
    }

    /** Removes the first entry and gives its id. */
    int poll() {
        int first = ids[0];
        long end = ends[--size];
        int id = ids[size];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && ends[child + 1] < ends[child]) {
                child++;
            }
            if (end <= ends[child]) {
                break;
            }
            ends[at] = ends[child];
            ids[at] = ids[child];
            at = child;
        }
        ends[at] = end;
        ids[at] = id;
        return first;
    }

    long memoryBytes() {
        return ends.length * 12L;
    }
}
