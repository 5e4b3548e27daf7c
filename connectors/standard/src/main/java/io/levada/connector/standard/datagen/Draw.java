package io.levada.connector.standard.datagen;

import io.levada.core.data.Hashing;

/** Random numbers that belong to one value: {@link #seek} to it, then draw. */
final class Draw {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long field;
    private long state;

    /** @param field tells the columns apart; made of the seed and the column's path */
    Draw(long seed, String path) {
        field = Hashing.combine(
                Hashing.mix(seed), io.levada.core.data.Bytes.of(path).hashCode());
    }

    void seek(long index) {
        state = Hashing.combine(field, index);
    }

    long next() {
        state += STEP;
        return Hashing.mix(state);
    }

    /** From 0 to just below 1. */
    double nextFraction() {
        return (next() >>> 11) * 0x1p-53;
    }

    /** Both ends may come. */
    long between(long least, long most) {
        long range = most - least + 1;
        if (range <= 0) {
            // The range doesn't fit a long: nearly every draw is in it.
            long value;
            do {
                value = next();
            } while (value < least || value > most);
            return value;
        }
        return least + Math.unsignedMultiplyHigh(next(), range);
    }
}
