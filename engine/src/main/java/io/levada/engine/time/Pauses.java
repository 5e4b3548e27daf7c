package io.levada.engine.time;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses between attempts at something outside: each twice as long as the one before, up to a longest. */
public final class Pauses {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 30_000;

    private long nextMillis = FIRST_MILLIS;

    /** The length of the next pause. */
    public long nextMillis() {
        return nextMillis;
    }

    /** Waits; an interrupt ends it. */
    public void pause() throws InterruptedException {
        long millis = nextMillis;
        nextMillis = Math.min(LONGEST_MILLIS, nextMillis * 2);
        if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }

    /** It worked: the next pause is short again. */
    public void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
