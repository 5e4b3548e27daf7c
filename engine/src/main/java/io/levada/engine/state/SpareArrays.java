package io.levada.engine.state;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Arrays of tables that are gone, for the next ones: windows come and go, and the memory of each would be new to the
 * processor's caches and often to the operating system. For one thread; holds a few megabytes at most.
 */
final class SpareArrays {
    private static final long MOST_WORDS = 1 << 20;

    private final Map<Integer, Deque<long[]>> byLength = new HashMap<>();
    /** Those that were taken last: mostly pages. */
    private Deque<long[]> last = new ArrayDeque<>();

    private int lastLength;
    private long words;

    /** An array of zeros. */
    long[] take(int length) {
        if (words == 0) {
            return new long[length];
        }
        if (length != lastLength) {
            last = byLength.computeIfAbsent(length, l -> new ArrayDeque<>());
            lastLength = length;
        }
        long[] array = last.poll();
        if (array == null) {
            return new long[length];
        }
        words -= length;
        Arrays.fill(array, 0);
        return array;
    }

    void give(long[] array) {
        if (words + array.length <= MOST_WORDS) {
            words += array.length;
            byLength.computeIfAbsent(array.length, length -> new ArrayDeque<>()).push(array);
        }
    }
}
