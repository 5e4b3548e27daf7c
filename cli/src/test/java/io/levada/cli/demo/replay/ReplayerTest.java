package io.levada.cli.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.broker.EmbeddedBroker;
import io.levada.core.error.LevadaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReplayerTest {
    @TempDir
    static Path directory;

    static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory, 0);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void publishesEverythingOnceAndCountsIt() {
        Replayer replayer = new Replayer(source(20_000), options("once"));
        ReplayProgress end = replayer.run();

        assertThat(end).isEqualTo(new ReplayProgress(0, 20_000, 10, 20_010, end.eventMillis(), true));
        assertThat(end.eventMillis())
                .isEqualTo((978_307_260L + 60 * 20_002) * 1000); // the last flight, three minutes late
        List<ConsumerRecord<byte[], byte[]>> records = read("once");
        assertSameAs(Samples.all(source(20_000)), records);
        assertThat(records.stream().map(ConsumerRecord::partition).distinct()).hasSizeBetween(2, 3);
        Map<String, Integer> partitionOfKey = new HashMap<>();
        assertThat(records)
                .allSatisfy(r -> assertThat(partitionOfKey.computeIfAbsent(Samples.text(r.key()), k -> r.partition()))
                        .isEqualTo(r.partition()));
    }

    @Test
    void goesOnWhereAnInterruptedReplayEnded() throws Exception {
        // Paced, so that it isn't over before it is stopped: as it is, it would take ten seconds.
        ReplayOptions paced = ReplayOptions.of(broker.bootstrapServers(), "resumed", 3, Speed.parse("180000x"));
        Replayer first = new Replayer(source(30_000), paced);
        CompletableFuture<ReplayProgress> running = CompletableFuture.supplyAsync(first::run);
        while (first.progress().published() < 2_000) {
            Thread.sleep(1);
        }
        first.stop();
        ReplayProgress cut = running.get(20, TimeUnit.SECONDS);
        assertThat(cut.done()).isTrue();

        ReplayProgress limited = new Replayer(source(30_000), options("resumed").withLimit(100)).run();
        assertThat(limited.published() + limited.poison()).isEqualTo(100);
        ReplayProgress rest = new Replayer(source(30_000), options("resumed")).run();
        assertThat(rest.skipped()).isEqualTo(cut.published() + cut.poison() + 100);
        assertThat(rest.skipped() + rest.published() + rest.poison()).isEqualTo(rest.total());
        assertSameAs(Samples.all(source(30_000)), read("resumed"));

        ReplayProgress again =
                new Replayer(source(30_000), options("resumed").withoutResume().withLimit(5)).run();
        assertThat(again.skipped()).isZero();
        assertThat(again.published()).isEqualTo(5);
    }

    @Test
    void keepsThePaceOfEventTime() throws Exception {
        // A flight a minute: 30 of them at 900x take two seconds, whenever the planes really left.
        ReplayOptions options = ReplayOptions.of(broker.bootstrapServers(), "paced", 1, Speed.parse("900x"));
        long start = System.nanoTime();
        new Replayer(FlightSource.of(Samples.flights(31), 1, 0, Long.MIN_VALUE), options).run();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(20));
    }

    @Test
    void stopsAlsoWhileItWaits() throws Exception {
        ReplayOptions options = ReplayOptions.of(broker.bootstrapServers(), "slow", 1, Speed.parse("0.001x"));
        Replayer replayer = new Replayer(FlightSource.of(Samples.flights(31), 1, 0, Long.MIN_VALUE), options);
        CompletableFuture<ReplayProgress> running = CompletableFuture.supplyAsync(replayer::run);
        while (replayer.progress().published() < 1) {
            Thread.sleep(1);
        }
        replayer.stop();
        assertThat(running.get(10, TimeUnit.SECONDS).published()).isEqualTo(1);
    }

    @Test
    void saysThatATopicCannotBeMade() {
        ReplayOptions options = ReplayOptions.of(broker.bootstrapServers(), "not a name", 1, Speed.MAX);
        assertThatThrownBy(() -> new Replayer(source(1), options).run())
                .isInstanceOf(LevadaException.class)
                .hasMessageContaining("'not a name'");
    }

    private static PoisonedSource source(int flights) {
        return new PoisonedSource(FlightSource.of(Samples.flights(flights), 11, 240, Long.MIN_VALUE), 500, 11);
    }

    private static ReplayOptions options(String topic) {
        return ReplayOptions.of(broker.bootstrapServers(), topic, 3, Speed.MAX);
    }

    private static void assertSameAs(List<ReplayEvent> expected, List<ConsumerRecord<byte[], byte[]>> records) {
        assertThat(records.stream().map(r -> Samples.text(r.key()) + Samples.text(r.value())))
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .map(e -> Samples.text(e.key()) + Samples.text(e.value()))
                        .toList());
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
