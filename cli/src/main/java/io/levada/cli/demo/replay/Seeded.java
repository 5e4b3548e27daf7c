package io.levada.cli.demo.replay;

/** Random numbers that depend on a seed and a position only, so that any part of a replay can be made again alone. */
final class Seeded {
    private static final double MEANS_IN_MAXIMUM = 5;

    private Seeded() {}

    /** Evenly spread over all longs (the finaliser of SplitMix64). */
    static long bits(long seed, long position) {
        long z = seed + 0x9E3779B97F4A7C15L * (position + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 to maximum, both possible; most are short: exponential with a mean of a fifth of the maximum. */
    static int delay(long seed, long position, int maximum) {
        double unit = (bits(seed, position) >>> 11) * 0x1.0p-53;
        return (int) Math.min(maximum, -Math.log(1 - unit) * maximum / MEANS_IN_MAXIMUM);
    }
}
