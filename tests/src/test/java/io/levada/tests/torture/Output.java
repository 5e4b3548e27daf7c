package io.levada.tests.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic as anybody would who wants committed records only; keeps what it has read. */
final class Output implements AutoCloseable {
    private final KafkaConsumer<String, String> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();
    private long end;

    Output(String bootstrap, String topic) {
        this(bootstrap, topic, Topics.PARTITIONS);
    }

    Output(String bootstrap, String topic, int partitionCount) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        for (int i = 0; i < partitionCount; i++) {
            partitions.add(new TopicPartition(topic, i));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All committed records up to now, those of each partition in its order. */
    List<ConsumerRecord<String, String>> readOn() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        end = ends.get(partitions.get(0));
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }

    /** Up to where the first partition was committed when {@link #readOn} was called; later records may have come along. */
    long end() {
        return end;
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }
}
