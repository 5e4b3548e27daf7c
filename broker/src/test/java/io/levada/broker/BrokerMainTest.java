package io.levada.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerMainTest {
    @TempDir
    Path directory;

    @Test
    void findsItsDataAgainAfterSigkillAndEndsCleanlyOnSigterm() throws Exception {
        Process first = launch("0");
        String bootstrap = ready(first);
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
        try (Admin admin = Admin.create(settings);
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
            producer.send(new ProducerRecord<>("t", "survivor")).get();
        } finally {
            first.destroyForcibly().waitFor();
        }
        Process second = launch(bootstrap.substring(bootstrap.indexOf(':') + 1));
        try {
            assertThat(ready(second)).isEqualTo(bootstrap);
            assertThat(EmbeddedBrokerTest.readCommitted(bootstrap)).containsExactly("survivor");
            second.destroy();
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            second.destroyForcibly();
        }
    }

    /** A partition whose abort marker is forgotten shows aborted records later and holds its readers until then. */
    @Test
    void endsInEveryPartitionTheTransactionsThatAKillLeftOpen() throws Exception {
        int partitions = 24;
        Process first = launch("0");
        String bootstrap = ready(first);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "transactional.id", "left", "transaction.timeout.ms", "1000");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("t", partitions, (short) 1)))
                    .all()
                    .get();
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < partitions; i++) {
                producer.send(new ProducerRecord<>("t", i, null, "undecided")).get();
            }
            first.destroyForcibly().waitFor();
            producer.close(java.time.Duration.ZERO);
        }
        Process second = launch(bootstrap.substring(bootstrap.indexOf(':') + 1));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            assertThat(ready(second)).isEqualTo(bootstrap);
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(i -> new TopicPartition("t", i))
                    .toList();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (admin.describeTransactions(List.of("left"))
                            .all()
                            .get()
                            .get("left")
                            .state()
                    != TransactionState.COMPLETE_ABORT) {
                assertThat(System.nanoTime()).as("the transaction is given up").isLessThan(deadline);
                Thread.sleep(50);
            }
            assertThat(admin.describeProducers(all).all().get().entrySet())
                    .as("partitions in which it is still open")
                    .noneMatch(entry -> entry.getValue().activeProducers().stream()
                            .anyMatch(producer ->
                                    producer.currentTransactionStartOffset().isPresent()));
        } finally {
            second.destroyForcibly();
        }
    }

    @Test
    void saysHowItIsCalled() throws Exception {
        Process process = launch("many");
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(error)
                .isEqualTo("usage: BrokerMain --dir DIRECTORY [--port PORT] [--set key=value]..."
                        + System.lineSeparator());
    }

    private Process launch(String port) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerMain.class.getName(),
                        "--dir",
                        directory.toString(),
                        "--port",
                        port)
                .start();
    }

    private static String ready(Process process) throws Exception {
        BufferedReader lines = process.inputReader();
        String line = lines.readLine();
        assertThat(line).startsWith("ready bootstrap=127.0.0.1:");
        return line.substring("ready bootstrap=".length());
    }
}
