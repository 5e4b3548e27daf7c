package io.levada.bench.latency;

import org.HdrHistogram.Histogram;

/**
 * What one mode gave.
 *
 * @param latencies in microseconds, from when events were due
 * @param engineCores processor time of the engine's process for each second, in cores
 * @param brokerCores the same of the broker
 * @param clientCores the same of this process: producer and consumer, and the engine when it is in it
 */
record Measured(Mode mode, Histogram latencies, double engineCores, double brokerCores, double clientCores) {
    static Measured none(Mode mode) {
        return new Measured(mode, new Histogram(3), 0, 0, 0);
    }

    /** This round and those before it. @param rounds how many this one already holds */
    Measured and(Measured another, int rounds) {
        Histogram both = latencies.copy();
        both.add(another.latencies);
        return new Measured(
                mode,
                both,
                mean(engineCores, another.engineCores, rounds),
                mean(brokerCores, another.brokerCores, rounds),
                mean(clientCores, another.clientCores, rounds));
    }

    private static double mean(double ofSome, double ofOneMore, int some) {
        return (ofSome * some + ofOneMore) / (some + 1);
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }
}
