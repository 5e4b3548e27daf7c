package io.levada.engine.time;

import java.time.Instant;

/** What time it is: on the wall, and on a stop watch. */
public interface Clock {
    /** Microseconds since the epoch. */
    long nowMicros();

    /** Nanoseconds since some moment; never goes back. */
    long nanoTime();

    /** The machine's clocks. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nowMicros() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    };
}
