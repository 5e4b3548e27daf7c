/**
 * Writing topics. Rows are encoded on the worker's thread ({@link io.levada.connector.kafka.sink.RowEncoder}) and handed
 * over a bounded queue to a thread that calls the producer and may block there
 * ({@link io.levada.connector.kafka.sink.SendThread}). Few rows are sent by the worker itself, which also knows when nothing
 * more comes and has them pushed ({@link io.levada.connector.kafka.sink.Pusher}).
 *
 * <p>Exactly once: all sinks of a job share the {@link io.levada.connector.kafka.sink.KafkaDecider}, whose class comment
 * tells the protocol. Start there, or at {@link io.levada.connector.kafka.sink.KafkaSink}.
 *
 * <p>Imports {@code table}, {@code client}, {@code core} and Kafka's client library.
 */
@NullMarked
package io.levada.connector.kafka.sink;

import org.jspecify.annotations.NullMarked;
