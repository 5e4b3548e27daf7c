package io.levada.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SourceHarness;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which partitions are read. */
@Timeout(120)
class FindTopicsTest {
    private final TestBroker broker = TestBroker.shared();
    private final String topic = broker.topic(1);

    @Test
    void readsNewPartitionsFromTheirBeginning() throws Exception {
        Table table = Jobs.with(Tables.ids(broker, topic), "scan.startup.mode", "latest-offset");
        broker.produceIds(topic, 0, 0, 2);
        try (SourceHarness source = Tables.open(table)) {
            assertThat(source.discover()).isEqualTo(1);
            assertThat(source.discover()).isZero();
            broker.admin()
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                    .all()
                    .get();
            broker.produceIds(topic, 1, 2, 4);
            assertThat(source.discover()).isEqualTo(1);
            source.pollRows(2);
            assertThat(Tables.firstColumn(source.output().rows())).containsExactly(2L, 3L);
        }
    }

    @Test
    void readsSeveralTopicsByListAndByPattern() {
        String other = broker.topic(2);
        broker.produceIds(topic, 0, 0, 1);
        broker.produceIds(other, 1, 1, 2);
        Table list = Tables.ids(broker, topic + "; " + other, "scan.bounded.mode", "latest-offset");
        assertThat(Tables.firstColumn(Tables.readAll(list))).containsExactlyInAnyOrder(0L, 1L);
        Map<String, String> options = new HashMap<>(list.options().values());
        options.remove("topic");
        options.put("topic-pattern", topic + "|" + other);
        Table pattern = Jobs.table(
                "t",
                list.columns(),
                options.entrySet().stream()
                        .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
                        .toArray(String[]::new));
        assertThat(Tables.firstColumn(Tables.readAll(pattern))).containsExactlyInAnyOrder(0L, 1L);
        assertThat(new KafkaConnector().describe(pattern).sink()).isNull();
    }

    @Test
    void looksAgainAsOftenAsTheTableSays() {
        Table table = Tables.ids(broker, topic, "scan.topic-partition-discovery.interval", "7 s");
        try (SourceHarness source = Tables.open(table)) {
            assertThat(source.source().discoveryInterval()).isEqualTo(Duration.ofSeconds(7));
        }
        try (SourceHarness source = Tables.open(Jobs.with(table, "scan.bounded.mode", "latest-offset"))) {
            assertThat(source.source().discoveryInterval()).isZero();
        }
    }

    @Test
    void aMissingTopicIsNamedWithItsNeighbour() {
        Table table = Tables.ids(broker, topic.replace("topic", "tpoic"));
        try (SourceHarness source = Tables.open(table)) {
            assertThatThrownBy(source::discover).isInstanceOfSatisfying(LevadaException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.TOPIC_NOT_FOUND);
                assertThat(e.message()).isEqualTo("there is no topic '" + topic.replace("topic", "tpoic") + "'");
                assertThat(e.hint()).startsWith("did you mean 'topic-");
            });
        }
    }
}
