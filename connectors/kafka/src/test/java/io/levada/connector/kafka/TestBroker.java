package io.levada.connector.kafka;

import io.levada.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** One real broker for all tests of the module, and what tests do with it. */
final class TestBroker {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static @Nullable TestBroker shared;

    private final EmbeddedBroker broker;
    private final Admin admin;
    private final KafkaProducer<String, String> producer;

    private TestBroker(Path directory, int port) {
        broker = EmbeddedBroker.start(directory, port);
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(settings);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    static synchronized TestBroker shared() {
        if (shared == null) {
            try {
                Path directory = Files.createTempDirectory("levada-kafka-test");
                TestBroker started = new TestBroker(directory, 0);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    started.close();
                    delete(directory);
                }));
                shared = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    /** A broker for one test, to be closed and started again. */
    static TestBroker own(Path directory, int port) {
        return new TestBroker(directory, port);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
        broker.close();
    }

    String bootstrap() {
        return broker.bootstrapServers();
    }

    int port() {
        return broker.port();
    }

    Admin admin() {
        return admin;
    }

    EmbeddedBroker broker() {
        return broker;
    }

    /** A new topic with a name of its own. */
    String topic(int partitions) {
        String name = "topic-" + TOPICS.incrementAndGet();
        broker.createTopic(name, partitions);
        return name;
    }

    void produce(String topic, int partition, @Nullable String key, @Nullable String value) {
        produce(new ProducerRecord<>(topic, partition, key, value));
    }

    void produce(ProducerRecord<String, String> record) {
        try {
            producer.send(record).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Values {@code from} to {@code to - 1}, as {@code {"id":1}}. */
    void produceIds(String topic, int partition, int from, int to) {
        for (int i = from; i < to; i++) {
            produce(topic, partition, null, "{\"id\":" + i + "}");
        }
    }

    KafkaProducer<String, String> transactional(String id, int timeoutMillis) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap());
        settings.put("transactional.id", id);
        settings.put("transaction.timeout.ms", timeoutMillis);
        KafkaProducer<String, String> made =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        made.initTransactions();
        return made;
    }

    /** What a reader of committed records sees up to the last stable offset. */
    List<ConsumerRecord<String, String>> committed(String topic) {
        awaitMarkers();
        return read(topic, "read_committed");
    }

    /** A commit returns before its markers lie in all partitions, and readers see nothing of it before. */
    private void awaitMarkers() {
        ListTransactionsOptions ending = new ListTransactionsOptions()
                .filterStates(List.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        try {
            while (!admin.listTransactions(ending).all().get().isEmpty()) {
                Thread.sleep(5);
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> committedValues(String topic) {
        return committed(topic).stream().map(ConsumerRecord::value).toList();
    }

    List<ConsumerRecord<String, String>> read(String topic, String isolation) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap(), "isolation.level", isolation);
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    static String header(ConsumerRecord<?, ?> record, String key) {
        return new String(record.headers().lastHeader(key).value(), StandardCharsets.UTF_8);
    }
}
