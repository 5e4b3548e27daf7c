package io.levada.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkHarness;
import io.levada.testkit.connector.SourceHarness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables whose records replace one another. */
@Timeout(120)
class UpsertTest {
    private final TestBroker broker = TestBroker.shared();
    private final String topic = broker.topic(1);

    private SinkHarness sink(DeliveryGuarantee guarantee, String... more) {
        return new SinkHarness(
                new UpsertKafkaConnector(),
                Tables.upsert(broker, topic, more),
                ChangelogMode.RETRACT,
                Jobs.job(guarantee, null),
                1,
                0);
    }

    private List<String> records() {
        return broker.committed(topic).stream()
                .map(r -> r.key() + "=" + r.value())
                .toList();
    }

    private static final List<Row> CHANGES = List.of(
            Row.of(1L, "a"),
            Row.ofKind(ChangeKind.UPDATE_BEFORE, 1L, "a"),
            Tables.update(1, "b"),
            Row.of(2L, "c"),
            Tables.delete(2, "c"));

    @Test
    void everyChangeIsWrittenWhenNothingWaits() {
        try (SinkHarness sink = sink(DeliveryGuarantee.AT_LEAST_ONCE)) {
            sink.write(0, CHANGES).checkpoint(1);
        }
        assertThat(records())
                .containsExactly(
                        "{\"id\":1}={\"id\":1,\"name\":\"a\"}",
                        "{\"id\":1}={\"id\":1,\"name\":\"b\"}",
                        "{\"id\":2}={\"id\":2,\"name\":\"c\"}",
                        "{\"id\":2}=null");
    }

    @Test
    void changesAreFoldedUpToTheBarrierInExactlyOnceMode() {
        try (SinkHarness sink = sink(DeliveryGuarantee.EXACTLY_ONCE)) {
            sink.write(0, CHANGES).flush().write(0, List.of(Tables.update(1, "z")));
            sink.checkpoint(1);
            assertThat(records()).containsExactly("{\"id\":2}=null", "{\"id\":1}={\"id\":1,\"name\":\"z\"}");
            sink.checkpoint(2);
            assertThat(records()).hasSize(2);
        }
    }

    @Test
    void changesAreFoldedWhileTheBufferLasts() throws Exception {
        String[] options = {"sink.buffer-flush.max-rows", "3", "sink.buffer-flush.interval", "4 s"};
        try (SinkHarness sink = sink(DeliveryGuarantee.AT_LEAST_ONCE, options)) {
            sink.write(0, List.of(Row.of(1L, "a"), Tables.update(1, "b")));
            sink.flush();
            Thread.sleep(100);
            assertThat(records()).as("neither full nor due").isEmpty();
            sink.write(0, List.of(Row.of(2L, "c"), Row.of(3L, "d")));
            awaitRecords(3, sink);
            sink.write(0, List.of(Tables.update(3, "e"), Tables.update(3, "f")));
            awaitRecords(4, sink);
            assertThat(records().get(3)).isEqualTo("{\"id\":3}={\"id\":3,\"name\":\"f\"}");
        }
    }

    private void awaitRecords(int count, SinkHarness sink) throws Exception {
        while (records().size() < count) {
            sink.flush();
            Thread.sleep(20);
        }
        assertThat(records()).hasSize(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL", "EXCEPT_KEY"})
    void aRecordWithoutValueDeletesByKey(String include) {
        Table table =
                Tables.upsert(broker, topic, "value.fields-include", include, "scan.bounded.mode", "latest-offset");
        broker.produce(
                topic, 0, "{\"id\":1}", include.equals("ALL") ? "{\"id\":1,\"name\":\"a\"}" : "{\"name\":\"a\"}");
        broker.produce(topic, 0, "{\"id\":1}", null);
        broker.produce(topic, 0, null, null);
        try (SourceHarness source = Tables.open(table).start().pollToEnd()) {
            assertThat(source.output().rows()).containsExactly(Row.of(1L, "a"), Tables.delete(1, null));
            assertThat(source.output().deadLetters()).hasSize(1);
        }
        try (SourceHarness names = new SourceHarness(new UpsertKafkaConnector(), table, List.of(Tables.NAME), 1, 1)) {
            names.start().pollToEnd();
            assertThat(names.output().rows())
                    .containsExactly(Row.of("a"), Row.ofKind(ChangeKind.DELETE, (Object) null));
        }
    }

    /** Random changes, folded by the sink at random barriers, are the table that a map says. */
    @Test
    void foldingNeverChangesTheTable() throws Exception {
        Random random = new Random(42);
        Map<Long, String> expected = new LinkedHashMap<>();
        try (SinkHarness sink = sink(DeliveryGuarantee.EXACTLY_ONCE)) {
            for (int checkpoint = 1; checkpoint <= 5; checkpoint++) {
                for (int batch = 0; batch < 4; batch++) {
                    List<Row> rows = new ArrayList<>();
                    for (int i = 0; i < 800; i++) {
                        long id = random.nextInt(3000);
                        boolean there = expected.containsKey(id);
                        if (there && random.nextInt(3) == 0) {
                            rows.add(Tables.delete(id, expected.remove(id)));
                        } else {
                            String name = "n" + random.nextInt();
                            rows.add(there ? Tables.update(id, name) : Row.of(id, name));
                            expected.put(id, name);
                        }
                    }
                    sink.write(0, rows);
                }
                sink.checkpoint(checkpoint);
                awaitTable(expected);
            }
        }
    }

    /** A commit is decided before the broker has told the partitions of it. */
    private void awaitTable(Map<Long, String> expected) throws Exception {
        Map<Long, String> seen = table(broker.committed(topic));
        for (int i = 0; i < 100 && !seen.equals(expected); i++) {
            Thread.sleep(50);
            seen = table(broker.committed(topic));
        }
        assertThat(seen).isEqualTo(expected);
    }

    private static Map<Long, String> table(List<ConsumerRecord<String, String>> records) {
        Map<Long, String> table = new LinkedHashMap<>();
        for (ConsumerRecord<String, String> record : records) {
            long id = Long.parseLong(record.key().substring(6, record.key().length() - 1));
            String value = record.value();
            if (value == null) {
                table.remove(id);
            } else {
                table.put(id, value.substring(value.indexOf("name\":\"") + 7, value.length() - 2));
            }
        }
        return table;
    }
}
