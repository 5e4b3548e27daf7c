package io.levada.tests.torture;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Watches which checkpoints are decided, as the control topic tells everybody. */
final class Markers implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration FIRST_POLL = Duration.ofSeconds(2);

    private final KafkaConsumer<String, String> consumer;
    private long offset = -1;
    private boolean polled;

    Markers(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "isolation.level", "read_committed",
                        "allow.auto.create.topics", "false"),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> control = List.of(new TopicPartition("levada-control", 0));
        consumer.assign(control);
        consumer.seekToBeginning(control);
    }

    /** The offset of the last marker, -1 without one. */
    long last() {
        for (ConsumerRecord<String, String> marker : consumer.poll(polled ? POLL : FIRST_POLL)) {
            offset = marker.offset();
        }
        polled = true;
        return offset;
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }
}
