/**
 * Reading topics. {@link io.levada.connector.kafka.source.KafkaSource} finds partitions and where to begin and to end;
 * each {@link io.levada.connector.kafka.source.KafkaReader} has a thread with a consumer of its own
 * ({@link io.levada.connector.kafka.source.Fetcher}) that hands polled records over a bounded queue, and decodes them on
 * the worker's thread straight into columns ({@link io.levada.connector.kafka.source.RowDecoder}).
 *
 * <p>Imports {@code table}, {@code client}, {@code core} and Kafka's client library.
 */
@NullMarked
package io.levada.connector.kafka.source;

import org.jspecify.annotations.NullMarked;
