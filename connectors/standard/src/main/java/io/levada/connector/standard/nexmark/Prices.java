package io.levada.connector.standard.nexmark;

/**
 * Prices in cents: a power of ten with an exponent spread evenly from 0 to 6, times 100. The power is taken from two
 * tables, which takes a tenth of the time of {@code Math.pow} and gives the same on every machine.
 */
final class Prices {
    private static final int BITS = 12;
    private static final int SIZE = 1 << BITS;
    private static final double DECADES = 6;
    private static final double[] COARSE = new double[SIZE];
    private static final double[] FINE = new double[SIZE];

    static {
        for (int i = 0; i < SIZE; i++) {
            COARSE[i] = 100 * StrictMath.pow(10, DECADES * i / SIZE);
            FINE[i] = StrictMath.pow(10, DECADES * i / SIZE / SIZE);
        }
    }

    private Prices() {}

    /** @param draw 24 random bits */
    static long of(int draw) {
        return (long) (COARSE[draw >>> BITS] * FINE[draw & (SIZE - 1)] + 0.5);
    }
}
