package io.levada.bench.latency;

import java.util.concurrent.locks.LockSupport;

/** An open loop: events are due at a fixed rate, whatever became of those before. */
final class Pace {
    private final long perSecond;
    private final long start = System.nanoTime();

    Pace(long perSecond) {
        this.perSecond = perSecond;
    }

    /** When the first event is due. */
    long startNanos() {
        return start;
    }

    /** Takes an event when it is due. */
    interface Send {
        /** @param dueNanos when it should be sent, by {@link System#nanoTime} */
        void send(long index, long dueNanos) throws Exception;
    }

    /** Sends the events from one index to another, each at its time, or at once when that has passed. */
    void run(long from, long to, Send send) throws Exception {
        for (long i = from; i < to; i++) {
            long due = start + i * 1_000_000_000L / perSecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            send.send(i, due);
        }
    }
}
