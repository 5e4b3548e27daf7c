package io.levada.tests.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.tests.torture.BrokerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flights demo's SQL, here and on a real Flink cluster, over the same topic of one broker. */
class FlightsOnFlinkTest {
    private static final Path EXAMPLES =
            Path.of("..", "examples").toAbsolutePath().normalize();
    private static final List<String> OUTPUTS = List.of("airport_delays", "alerts", "route_delays");
    private static final String[] AIRPORTS = {"ATL", "ORD", "DFW", "LAX", "ZZZ"};
    private static final DateTimeFormatter SQL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @TempDir
    Path directory;

    @Test
    void theFlightsScriptGivesTheSameTopicsOnARealCluster() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(directory.resolve("broker"));
                FlinkProcesses cluster = new FlinkProcesses(directory.resolve("flink"))) {
            createTopics(broker.bootstrap());
            produce(broker.bootstrap());
            Command here = run(broker.bootstrap(), "");
            assertThat(here.code()).as(here.err()).isZero();
            Command there = run(broker.bootstrap(), "_flink", "--flink", cluster.address());
            assertThat(there.code()).as(there.err()).isZero();
            assertThat(there.err()).contains("'on-error'").contains("Levada's alone");
            for (String topic : OUTPUTS) {
                boolean table = topic.equals("route_delays");
                List<String> ours = read(broker.bootstrap(), topic, table);
                assertThat(ours).as(topic).isNotEmpty();
                assertThat(read(broker.bootstrap(), topic + "_flink", table))
                        .as("%s on Flink", topic)
                        .containsExactlyInAnyOrderElementsOf(ours);
            }
        }
    }

    /** The demo's script, bounded so that it ends, writing to topics of its own. */
    private Command run(String bootstrap, String suffix, String... more) throws Exception {
        String script = Files.readString(EXAMPLES.resolve("flights").resolve("flights.sql"))
                .replace(
                        "'scan.startup.mode' = 'earliest-offset',",
                        "'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset',");
        for (String topic : OUTPUTS) {
            script = script.replace("'topic' = '" + topic + "'", "'topic' = '" + topic + suffix + "'");
        }
        assertThat(script).contains("latest-offset").contains("'alerts" + suffix + "'");
        Path file = Files.writeString(directory.resolve("flights" + suffix + ".sql"), script);
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                file.toString(),
                "--parallelism",
                "1",
                "-D",
                "bootstrap=" + bootstrap,
                "-D",
                "examples=" + EXAMPLES));
        if (more.length == 0) {
            arguments.addAll(List.of("--state", directory.resolve("state").toString()));
        }
        arguments.addAll(List.of(more));
        return Command.run(directory, arguments.toArray(String[]::new));
    }

    private static void createTopics(String bootstrap) throws Exception {
        List<NewTopic> topics = new ArrayList<>(List.of(topic("flights"), topic("flights_dead")));
        for (String output : OUTPUTS) {
            topics.add(topic(output));
            topics.add(topic(output + "_flink"));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(topics).all().get();
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(1), Optional.empty());
    }

    /** Three hours of departures, up to four minutes out of order, from an airport that isn't in the file too. */
    private static void produce(String bootstrap) {
        Random random = new Random(11);
        LocalDateTime start = LocalDateTime.of(2001, 1, 1, 6, 0);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 3000; i++) {
                String origin = AIRPORTS[random.nextInt(AIRPORTS.length)];
                LocalDateTime departed = start.plusSeconds(i * 4L).minusSeconds(random.nextInt(240));
                int delay = random.nextInt(origin.equals("ORD") ? 60 : 25) - 5;
                producer.send(new ProducerRecord<>("flights", """
                        {"flight_id":%d,"scheduled":"%s","departed":"%s","delay":%d,"distance":%d,"origin":"%s",\
                        "destination":"%s"}""".formatted(
                                i,
                                SQL.format(departed.minusMinutes(delay)),
                                SQL.format(departed),
                                delay,
                                100 + random.nextInt(2000),
                                origin,
                                AIRPORTS[random.nextInt(AIRPORTS.length)])));
            }
        }
    }

    /** The committed records; of a table the newest of each key. */
    private static List<String> read(String bootstrap, String topic, boolean table) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> lines = new ArrayList<>();
        Map<String, String> newest = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    lines.add(record.value());
                    newest.put(record.key(), record.key() + " " + record.value());
                }
            }
        }
        return table ? List.copyOf(newest.values()) : lines;
    }
}
