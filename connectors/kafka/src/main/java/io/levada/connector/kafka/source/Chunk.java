package io.levada.connector.kafka.source;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one poll of the consumer gave for one partition.
 *
 * @param records may be empty, when only the position moved
 * @param next the position after it
 * @param bytes of keys and values
 * @param last whether the split ends with it
 */
record Chunk(Split split, List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, long next, long bytes, boolean last) {}
