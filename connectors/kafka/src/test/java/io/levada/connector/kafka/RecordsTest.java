package io.levada.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkHarness;
import io.levada.testkit.connector.SourceHarness;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys, values and what lies beside them. */
@Timeout(120)
class RecordsTest {
    private final TestBroker broker = TestBroker.shared();
    private final String topic = broker.topic(1);

    private static final DataType HEADERS = DataType.map(DataType.STRING, DataType.BYTES);

    private Table table(List<TableColumn> columns, String... more) {
        String[] options = new String[more.length + 2];
        options[0] = "scan.bounded.mode";
        options[1] = "latest-offset";
        System.arraycopy(more, 0, options, 2, more.length);
        return Tables.of("kafka", broker.bootstrap(), topic, columns, "value.format", "json", options);
    }

    private void write(Table table, Row... rows) {
        try (SinkHarness sink = new SinkHarness(
                new KafkaConnector(),
                table,
                ChangelogMode.APPEND,
                Jobs.job(DeliveryGuarantee.AT_LEAST_ONCE, null),
                1,
                0)) {
            sink.write(0, List.of(rows)).checkpoint(1);
        }
    }

    @Test
    void metadataIsRead() {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, 0, 1234L, "k", "{\"id\":7}");
        record.headers().add("h", new byte[] {1}).add("h", new byte[] {2}).add("n", null);
        broker.produce(record);
        Table table = table(List.of(
                Tables.ID,
                Jobs.metadata("a", DataType.STRING, "topic"),
                Jobs.metadata("b", DataType.INTEGER, "partition"),
                Jobs.metadata("b2", DataType.BIGINT, "partition"),
                Jobs.metadata("c", HEADERS, "headers"),
                Jobs.metadata("d", DataType.INTEGER, "leader-epoch"),
                Jobs.metadata("e", DataType.BIGINT, "offset"),
                Jobs.metadata("f", DataType.timestampLtz(3), "timestamp"),
                Jobs.metadata("f2", DataType.timestamp(3), "timestamp"),
                Jobs.metadata("g", DataType.STRING, "timestamp-type")));
        Row row = Tables.readAll(table).get(0);
        assertThat(row.values().subList(0, 4)).containsExactly(7L, topic, 0, 0L);
        java.util.Map<String, Bytes> headers = new java.util.HashMap<>();
        headers.put("h", Bytes.of(new byte[] {2}));
        headers.put("n", null);
        assertThat(row.get(4)).isEqualTo(headers);
        assertThat(row.values().subList(5, 10))
                .containsExactly(
                        0,
                        0L,
                        Instant.ofEpochMilli(1234),
                        LocalDateTime.parse("1970-01-01T00:00:01.234"),
                        "CreateTime");
    }

    @Test
    void timestampAndHeadersAreWritten() {
        Table table = table(List.of(
                Tables.ID,
                new TableColumn.Metadata("at", DataType.timestampLtz(3), "timestamp", false),
                new TableColumn.Metadata("h", HEADERS, "headers", false),
                Jobs.metadata("o", DataType.BIGINT, "offset")));
        write(
                table,
                Row.of(1L, Instant.ofEpochMilli(5000), Map.of("x", Bytes.of("y"))),
                Row.of(2L, Instant.ofEpochMilli(6000), null));
        List<ConsumerRecord<String, String>> records = broker.committed(topic);
        assertThat(records).extracting(ConsumerRecord::timestamp).containsExactly(5000L, 6000L);
        assertThat(TestBroker.header(records.get(0), "x")).isEqualTo("y");
        assertThat(records.get(1).headers()).isEmpty();
        assertThat(Tables.readAll(table)).extracting(r -> r.get(3)).containsExactly(0L, 1L);
    }

    @Test
    void keyColumnsLieInKeyAndValue() {
        Table table = table(List.of(Tables.ID, Tables.NAME), "key.format", "json", "key.fields", "name");
        write(table, Row.of(1L, "a"));
        ConsumerRecord<String, String> record = broker.committed(topic).get(0);
        assertThat(record.key()).isEqualTo("{\"name\":\"a\"}");
        assertThat(record.value()).isEqualTo("{\"id\":1,\"name\":\"a\"}");
        assertThat(Tables.readAll(table)).containsExactly(Row.of(1L, "a"));
    }

    @Test
    void keyColumnsLieInTheKeyOnlyUnderNamesOfTheirOwn() {
        Table table = table(
                List.of(Jobs.column("k_id", DataType.INTEGER), Jobs.column("id", DataType.STRING)),
                "key.format",
                "json",
                "key.fields",
                "k_id",
                "key.fields-prefix",
                "k_",
                "value.fields-include",
                "EXCEPT_KEY");
        write(table, Row.of(1, "a"), Row.of(null, "b"));
        ConsumerRecord<String, String> record = broker.committed(topic).get(0);
        assertThat(record.key()).isEqualTo("{\"id\":1}");
        assertThat(record.value()).isEqualTo("{\"id\":\"a\"}");
        assertThat(Tables.readAll(table)).containsExactly(Row.of(1, "a"), Row.of(null, "b"));
        // Each alone, so that the other part isn't decoded.
        for (int i = 0; i < 2; i++) {
            TableColumn column = table.columns().get(i);
            try (SourceHarness one = new SourceHarness(new KafkaConnector(), table, List.of(column), 1, 1)) {
                one.start().pollToEnd();
                Object expected = i == 0 ? 1 : "a";
                assertThat(one.output().rows().get(0)).isEqualTo(Row.of(expected));
            }
        }
    }

    @Test
    void recordsThatCannotBeDecodedAreToldWithTheirPlace() {
        Table table = table(
                List.of(Tables.ID, Jobs.column("k", DataType.INTEGER)),
                "key.format",
                "json",
                "key.fields",
                "k",
                "value.fields-include",
                "EXCEPT_KEY");
        broker.produce(topic, 0, "{\"k\":1}", "{\"id\":1}");
        broker.produce(topic, 0, "{\"k\":2}", "{\"id\":oops}");
        broker.produce(topic, 0, "{\"k\":", "{\"id\":3}");
        broker.produce(topic, 0, null, "{\"id\":4}");
        broker.produce(topic, 0, "{\"k\":5}", null);
        broker.produce(topic, 0, "{\"k\":6}", "{\"id\":6}");
        try (SourceHarness source = Tables.open(table).start().pollToEnd()) {
            assertThat(source.output().rows()).containsExactly(Row.of(1L, 1), Row.of(6L, 6));
            assertThat(source.output().deadLetters()).hasSize(3);
            var value = source.output().deadLetters().get(0);
            assertThat(value.splitId()).isEqualTo(topic + "-0");
            assertThat(value.offset()).isEqualTo(1);
            assertThat(value.raw()).isEqualTo(Bytes.of("{\"id\":oops}"));
            assertThat(source.output().deadLetters().get(1).reason()).startsWith("in the key: ");
            assertThat(source.output().deadLetters().get(2).reason()).isEqualTo("in the key: it is missing");
        }
    }

    @Test
    void recordsThatTheFormatLeavesOutAreNotCounted() {
        Table table = table(List.of(Tables.ID), "value.json.ignore-parse-errors", "true");
        broker.produce(topic, 0, null, "{\"id\":1}");
        broker.produce(topic, 0, null, "{{{");
        try (SourceHarness source = new SourceHarness(new KafkaConnector(), table, List.of(), 10, 1)) {
            source.start().pollToEnd();
            assertThat(source.output().count()).isEqualTo(1);
            assertThat(source.output().deadLetters()).isEmpty();
        }
    }

    @Test
    void eachWorkerKeepsToItsPartitionWhenFixed() {
        String wide = broker.topic(3);
        Table table = Jobs.with(Tables.ids(broker, wide), "sink.partitioner", "fixed");
        try (SinkHarness sink = new SinkHarness(
                new KafkaConnector(),
                table,
                ChangelogMode.APPEND,
                Jobs.job(DeliveryGuarantee.AT_LEAST_ONCE, null),
                2,
                0)) {
            sink.write(0, List.of(Row.of(0L), Row.of(10L)));
            sink.write(1, List.of(Row.of(1L), Row.of(11L)));
            sink.checkpoint(1);
        }
        assertThat(broker.committed(wide))
                .hasSize(4)
                .allSatisfy(r -> assertThat(r.value()).matches("\\{\"id\":1?" + r.partition() + "}"));
    }

    @Test
    void aManyRowsPassUnchangedAndInOrder() {
        Table table = table(List.of(Tables.ID));
        int rows = 50_000;
        try (SinkHarness sink = new SinkHarness(
                new KafkaConnector(),
                table,
                ChangelogMode.APPEND,
                Jobs.job(DeliveryGuarantee.EXACTLY_ONCE, null),
                1,
                0)) {
            for (int from = 0; from < rows; from += 5000) {
                List<Row> batch = new java.util.ArrayList<>();
                for (long i = from; i < from + 5000; i++) {
                    batch.add(Row.of(i));
                }
                sink.write(0, batch);
            }
            sink.checkpoint(1);
        }
        assertThat(broker.committed(topic)).as("what the table ends with").hasSize(rows);
        try (SourceHarness source = new SourceHarness(new KafkaConnector(), table, table.columns(), 100, 1)) {
            source.start().pollToEnd();
            List<Object> ids = Tables.firstColumn(source.output().rows());
            assertThat(ids).hasSize(rows);
            for (int i = 0; i < rows; i++) {
                assertThat(ids.get(i)).isEqualTo((long) i);
            }
        }
    }
}
