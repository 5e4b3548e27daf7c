package io.levada.cli.demo;

import org.HdrHistogram.SynchronizedHistogram;

/** From the moment an event was published to the moment a reader of committed output saw a result with it in. */
final class Latencies {
    private static final long MOST_MILLIS = 600_000;

    private final SynchronizedHistogram millis = new SynchronizedHistogram(1, MOST_MILLIS, 3);

    void record(long latencyMillis) {
        millis.recordValue(Math.clamp(latencyMillis, 0, MOST_MILLIS));
    }

    long count() {
        return millis.getTotalCount();
    }

    /** In milliseconds; 0 before the first result. */
    long percentile(double percent) {
        return millis.getTotalCount() == 0 ? 0 : millis.getValueAtPercentile(percent);
    }
}
