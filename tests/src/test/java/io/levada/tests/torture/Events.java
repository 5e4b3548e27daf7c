package io.levada.tests.torture;

import java.util.Random;

/**
 * Seeded events: keys of which few are frequent, values of both signs, times that go back by less than the watermark's
 * delay, so that no event is ever late.
 */
final class Events {
    static final long START_MILLIS = 1_700_000_000_000L;
    static final int KEYS = 400;
    /** The script's watermark waits so long. */
    static final int DISORDER_MILLIS = 2000;
    /** One of so many records can't be parsed. */
    private static final int POISON_EVERY = 997;

    private static final int STEP_MILLIS = 5;

    private final Random random;
    private long seq;

    Events(long seed) {
        random = new Random(seed);
    }

    Event next() {
        double skew = random.nextDouble();
        String key = "k" + (int) (skew * skew * KEYS);
        long millis = START_MILLIS + seq * STEP_MILLIS + random.nextInt(DISORDER_MILLIS);
        return new Event(seq++, key, random.nextInt(2001) - 1000, millis);
    }

    /** Whether a record that can't be parsed comes after the event. */
    static boolean isPoisonNext(Event event) {
        return event.seq() % POISON_EVERY == POISON_EVERY - 1;
    }

    /** An event so late that all windows of the others are over. */
    Event last(int number) {
        return new Event(seq++, "end" + number, 0, START_MILLIS + seq * STEP_MILLIS + 3_600_000);
    }
}
