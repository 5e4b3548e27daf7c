package io.levada.engine.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void quantilesAreWithinASixteenth() {
        Latencies latencies = new Latencies();
        for (long i = 1; i <= 1000; i++) {
            latencies.record(i * 1000, 1);
        }
        long[] sums = Latencies.newSums();
        latencies.addTo(sums);
        assertThat(Latencies.quantile(sums, 0.5)).isBetween(500_000L, 532_000L);
        assertThat(Latencies.quantile(sums, 0.99)).isBetween(990_000L, 1_053_000L);
        assertThat(Latencies.quantile(Latencies.newSums(), 0.5)).isZero();
    }

    @Test
    void anyLatencyHasABucket() {
        Latencies latencies = new Latencies();
        for (long nanos : new long[] {-5, 0, 1, 15, 16, 17, Long.MAX_VALUE}) {
            latencies.record(nanos, 1);
        }
        long[] sums = Latencies.newSums();
        latencies.addTo(sums);
        assertThat(Latencies.quantile(sums, 1)).isEqualTo(Long.MAX_VALUE);
    }
}
