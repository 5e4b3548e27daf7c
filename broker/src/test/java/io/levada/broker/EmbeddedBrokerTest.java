package io.levada.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerTest {
    @TempDir
    Path directory;

    @Test
    void keepsCommittedRecordsOverARestartOnTheSamePort() {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            port = broker.port();
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            broker.createTopic("t", 2);
            broker.createTopic("t", 2); // as often as one likes
            transaction(broker, "first", true);
            transaction(broker, "aborted", false);
            // A timestamp decades back must not make the record a candidate for deletion.
            assertThat(readCommitted(broker)).containsExactly("first");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
            transaction(broker, "second", true);
            assertThat(readCommitted(broker)).containsExactly("first", "second");
            assertThat(broker.failure()).isEmpty();
        }
    }

    @Test
    void createsNoTopicUnaskedUnlessTold() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0, Map.of("auto.create.topics.enable", "true"))) {
            transaction(broker, "x", true);
            assertThat(readCommitted(broker)).containsExactly("x");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                KafkaProducer<String, String> producer = producer(broker, Map.of("max.block.ms", "1500"))) {
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("nowhere", "x")).get())
                    .hasMessageContaining("nowhere");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get()).contains("t").doesNotContain("nowhere");
            }
        }
    }

    @Test
    void saysWhichPortOrDirectoryIsTaken() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory.resolve("other"), broker.port()))
                    .isInstanceOfSatisfying(LevadaException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION);
                        assertThat(e.message()).contains("127.0.0.1:" + broker.port(), "in use");
                    });
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOfSatisfying(LevadaException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
                        assertThat(e.message()).contains(directory.toString(), "in use by another broker");
                    });
        }
    }

    @Test
    void refusesADirectoryThatCannotBe() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThatThrownBy(() -> EmbeddedBroker.start(file.resolve("below"), 0))
                .isInstanceOfSatisfying(
                        LevadaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
    }

    static void transaction(EmbeddedBroker broker, String value, boolean commit) {
        try (KafkaProducer<String, String> producer = producer(broker, Map.of("transactional.id", "test"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("t", 0, 978_307_200_000L, "k", value));
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedBroker broker, Map<String, Object> more) {
        Map<String, Object> settings = new java.util.HashMap<>(more);
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    static List<String> readCommitted(EmbeddedBroker broker) {
        return readCommitted(broker.bootstrapServers());
    }

    static List<String> readCommitted(String bootstrap) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("t", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
