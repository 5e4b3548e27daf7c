/**
 * The connectors {@code kafka} and {@code upsert-kafka}. {@code table} understands a declared table, {@code source} reads,
 * {@code sink} writes (exactly once by {@link io.levada.connector.kafka.sink.KafkaDecider}), {@code client} talks to
 * Kafka. Found by {@link java.util.ServiceLoader}; nobody imports this module.
 *
 * <p>Imports {@code core} and Kafka's client library. Start at {@link io.levada.connector.kafka.KafkaConnector}.
 */
@NullMarked
package io.levada.connector.kafka;

import org.jspecify.annotations.NullMarked;
