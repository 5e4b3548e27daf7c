/**
 * {@code levada bench latency}: how long an event takes from its scheduled time through a query to the reader of its
 * result, within one process and from Kafka to Kafka, Levada beside its peers. {@code levada bench features}: a load of
 * many windowed features of a key. Everything runs on this machine, each part in a process of its own. Start at {@link
 * io.levada.bench.latency.LatencyBench}; {@link io.levada.bench.latency.KafkaRun} holds what both measure with.
 */
@NullMarked
package io.levada.bench.latency;

import org.jspecify.annotations.NullMarked;
