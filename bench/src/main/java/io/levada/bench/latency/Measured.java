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
    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }
}
