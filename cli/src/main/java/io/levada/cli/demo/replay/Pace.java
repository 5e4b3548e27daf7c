package io.levada.cli.demo.replay;

/** Maps event time to the wall clock; starts at the first event that it is asked about. */
final class Pace {
    private final Speed speed;
    private boolean started;
    private long firstDueMillis;
    private long startNanos;

    Pace(Speed speed) {
        this.speed = speed;
    }

    /** How long until an event is due; 0 or less when it is. */
    long millisUntil(long dueMillis) {
        if (speed.isMax()) {
            return 0;
        }
        long now = System.nanoTime();
        if (!started) {
            started = true;
            firstDueMillis = dueMillis;
            startNanos = now;
        }
        return (long) Math.ceil((dueMillis - firstDueMillis) / speed.factor() - (now - startNanos) / 1e6);
    }
}
