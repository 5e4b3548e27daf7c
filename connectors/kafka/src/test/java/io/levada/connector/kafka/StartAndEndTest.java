package io.levada.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SourceHarness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where reading begins and where it ends. */
@Timeout(120)
class StartAndEndTest {
    private static final String[] TO_LATEST = {"scan.bounded.mode", "latest-offset"};

    private final TestBroker broker = TestBroker.shared();
    private final String topic = broker.topic(2);

    private Table from(String mode, String... more) {
        Table table = Tables.ids(broker, topic, more);
        return Jobs.with(table, "scan.startup.mode", mode);
    }

    private static List<Object> ids(Table table) {
        return Tables.firstColumn(Tables.readAll(table));
    }

    private void commitOffsets(String group, long first, long second) throws Exception {
        broker.admin()
                .alterConsumerGroupOffsets(
                        group,
                        Map.of(
                                new TopicPartition(topic, 0), new OffsetAndMetadata(first),
                                new TopicPartition(topic, 1), new OffsetAndMetadata(second)))
                .all()
                .get();
    }

    @Test
    void earliestReadsWhatWasThereAndLatestWhatComes() {
        broker.produceIds(topic, 0, 0, 3);
        try (SourceHarness latest = Tables.open(from("latest-offset")).start()) {
            broker.produceIds(topic, 1, 3, 5);
            latest.pollRows(2);
            assertThat(Tables.firstColumn(latest.output().rows())).containsExactly(3L, 4L);
        }
        assertThat(ids(from("earliest-offset", TO_LATEST))).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void latestIsKeptFromTheFirstMomentOn() {
        broker.produceIds(topic, 0, 0, 3);
        List<io.levada.core.connector.SourceSplit> positions;
        try (SourceHarness before = Tables.open(from("latest-offset"))) {
            before.discover();
            positions = before.positions();
        }
        broker.produceIds(topic, 0, 3, 5);
        try (SourceHarness after = Tables.open(from("latest-offset"))) {
            after.restore(positions).pollRows(2);
            assertThat(Tables.firstColumn(after.output().rows())).containsExactly(3L, 4L);
        }
    }

    @Test
    void timestampsCutAtBothEnds() {
        for (long i = 0; i < 6; i++) {
            broker.produce(new ProducerRecord<>(topic, 0, 1000 + i * 10, null, "{\"id\":" + i + "}"));
        }
        Table table = from(
                "timestamp",
                "scan.startup.timestamp-millis",
                "1015",
                "scan.bounded.mode",
                "timestamp",
                "scan.bounded.timestamp-millis",
                "1040");
        assertThat(ids(table)).containsExactly(2L, 3L);
        // Later than everything: from the end, or up to the end.
        assertThat(ids(from("timestamp", "scan.startup.timestamp-millis", "9000", TO_LATEST[0], TO_LATEST[1])))
                .isEmpty();
        Table toTheEnd =
                from("earliest-offset", "scan.bounded.mode", "timestamp", "scan.bounded.timestamp-millis", "9000");
        assertThat(ids(toTheEnd)).hasSize(6);
    }

    @Test
    void specificOffsetsCutAtBothEnds() {
        broker.produceIds(topic, 0, 0, 5);
        broker.produceIds(topic, 1, 10, 15);
        // Partition 1 isn't given: it begins with its first record.
        assertThat(ids(from(
                        "specific-offsets",
                        "scan.startup.specific-offsets",
                        "partition:0,offset:3",
                        TO_LATEST[0],
                        TO_LATEST[1])))
                .containsExactlyInAnyOrder(3L, 4L, 10L, 11L, 12L, 13L, 14L);
        // Partition 1 isn't given: it isn't read.
        assertThat(ids(from(
                        "earliest-offset",
                        "scan.bounded.mode",
                        "specific-offsets",
                        "scan.bounded.specific-offsets",
                        "partition:0,offset:2")))
                .containsExactly(0L, 1L);
    }

    @Test
    void groupOffsetsCutAtBothEnds() throws Exception {
        broker.produceIds(topic, 0, 0, 5);
        broker.produceIds(topic, 1, 10, 15);
        commitOffsets("group-" + topic, 3, 1);
        Table after = from("group-offsets", "properties.group.id", "group-" + topic, TO_LATEST[0], TO_LATEST[1]);
        assertThat(ids(after)).containsExactlyInAnyOrder(3L, 4L, 11L, 12L, 13L, 14L);
        Table before =
                from("earliest-offset", "properties.group.id", "group-" + topic, "scan.bounded.mode", "group-offsets");
        assertThat(ids(before)).containsExactlyInAnyOrder(0L, 1L, 2L, 10L);
    }

    @Test
    void aGroupWithoutOffsetsIsAnErrorUnlessTheTableSaysWhereToBegin() {
        broker.produceIds(topic, 0, 0, 2);
        Table table = from("group-offsets", "properties.group.id", "nobody", TO_LATEST[0], TO_LATEST[1]);
        assertThatThrownBy(() -> ids(table)).isInstanceOfSatisfying(LevadaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID);
            assertThat(e.message()).contains("group 'nobody' has no offset for partition " + topic + "-0");
            assertThat(e.hint()).contains("earliest-offset", "properties.auto.offset.reset");
        });
        assertThat(ids(Jobs.with(table, "properties.auto.offset.reset", "earliest")))
                .containsExactly(0L, 1L);
        assertThat(ids(Jobs.with(table, "properties.auto.offset.reset", "latest")))
                .isEmpty();
    }

    @Test
    void aGroupIsTold() throws Exception {
        broker.produceIds(topic, 0, 0, 5);
        String group = "told-" + topic;
        try (SourceHarness source = Tables.open(from("earliest-offset", "properties.group.id", group))) {
            source.start().pollRows(5);
            source.source().committed(source.positions());
            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                while (committed(group) != 5) {
                    Thread.sleep(20);
                }
            });
        }
    }

    private long committed(String group) throws Exception {
        OffsetAndMetadata offset = broker.admin()
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(topic, 0));
        return offset == null ? -1 : offset.offset();
    }

    /** The end of a topic that is written in transactions lies behind a mark that is no record. */
    @Test
    void endsBehindTheMarksOfTransactions() {
        try (KafkaProducer<String, String> producer = broker.transactional("tx-" + topic, 60_000)) {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, 0, null, "{\"id\":1}"));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, 0, null, "{\"id\":2}"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, 0, null, "{\"id\":3}"));
            producer.flush();
            assertThat(ids(from("earliest-offset", TO_LATEST))).containsExactly(1L);
            Table all = from(
                    "earliest-offset", "properties.isolation.level", "read_uncommitted", TO_LATEST[0], TO_LATEST[1]);
            assertThat(ids(all)).containsExactly(1L, 2L, 3L);
            producer.abortTransaction();
        }
    }

    @Test
    void offsetsThatWereDeletedAreNamedWithTheWayOut() throws Exception {
        broker.produceIds(topic, 0, 0, 5);
        List<io.levada.core.connector.SourceSplit> positions;
        try (SourceHarness first = Tables.open(from("earliest-offset"))) {
            first.discover();
            first.pollRows(5);
            positions = first.positions();
        }
        broker.produceIds(topic, 0, 5, 10);
        broker.admin()
                .deleteRecords(Map.of(
                        new TopicPartition(topic, 0), org.apache.kafka.clients.admin.RecordsToDelete.beforeOffset(8)))
                .all()
                .get();
        try (SourceHarness second = Tables.open(from("earliest-offset"))) {
            second.restore(positions);
            assertThatThrownBy(() -> second.pollRows(1)).isInstanceOfSatisfying(LevadaException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.OFFSETS_EXPIRED);
                assertThat(e.message())
                        .isEqualTo("partition " + topic + "-0 of table 't' should go on with offset 5,"
                                + " but has 8 up to 10");
                assertThat(e.hint()).contains("properties.auto.offset.reset");
            });
        }
        Table lenient = from("earliest-offset", "properties.auto.offset.reset", "earliest");
        try (SourceHarness third = Tables.open(lenient)) {
            third.restore(positions).pollRows(2);
            assertThat(Tables.firstColumn(third.output().rows())).containsExactly(8L, 9L);
            assertThat(third.notices()).anySatisfy(n -> assertThat(n).contains("offset 5 of partition " + topic));
        }
        // A table that begins with what there is begins with what there is now.
        assertThat(ids(from("earliest-offset", TO_LATEST))).containsExactly(8L, 9L);
    }
}
