package io.levada.core.plan;

/** How long a join has to remember a row. Event time, in microseconds. */
public sealed interface JoinTime {
    /** For ever, or as long as the time to live of state says. */
    record Unbounded() implements JoinTime {}

    /**
     * Partners are at most so far apart in time; the exact bounds are in the join's condition.
     *
     * @param leftTime column of the left input, its time attribute
     * @param leftMicros a left row is over when time has come to its own plus this, which may be negative
     */
    record Interval(int leftTime, int rightTime, long leftMicros, long rightMicros) implements JoinTime {
        /** How far a pair's times may lie behind the watermark at which it is told. */
        public long delayMicros() {
            return Math.max(0, Math.max(leftMicros, rightMicros));
        }
    }

    /**
     * Partners are in one window: both bounds are among the join's keys. A row is over when its window closes.
     *
     * @param key position of window_end among the keys
     */
    record Window(int key) implements JoinTime {}

    JoinTime UNBOUNDED = new Unbounded();
}
