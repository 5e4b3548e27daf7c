package io.levada.connector.standard.text;

/** Powers of ten. */
final class LongPowers {
    static final long[] TEN = new long[19];

    static {
        TEN[0] = 1;
        for (int i = 1; i < TEN.length; i++) {
            TEN[i] = TEN[i - 1] * 10;
        }
    }

    private LongPowers() {}
}
