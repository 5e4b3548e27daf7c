package io.levada.engine.operator;

import java.util.Arrays;

/** Sets of numbers as bits, 64 in a word. */
public final class Marks {
    private Marks() {}

    public static int count(long[] marks) {
        int count = 0;
        for (long word : marks) {
            count += Long.bitCount(word);
        }
        return count;
    }

    public static boolean has(long[] marks, int number) {
        int word = number >>> 6;
        return word < marks.length && (marks[word] & 1L << number) != 0;
    }

    /** What is in one or the other. */
    public static long[] union(long[] one, long[] other) {
        long[] both = Arrays.copyOf(one, Math.max(one.length, other.length));
        for (int i = 0; i < other.length; i++) {
            both[i] |= other[i];
        }
        return both;
    }
}
