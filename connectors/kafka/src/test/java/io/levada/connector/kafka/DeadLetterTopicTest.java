package io.levada.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.connector.Connector;
import io.levada.core.connector.DeadLetters;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.TableSource;
import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkHarness;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class DeadLetterTopicTest {
    private final TestBroker broker = TestBroker.shared();
    private final String source = broker.topic(1);
    private final String dead = broker.topic(1);

    private TableSource sourceOf(Table table, DeliveryGuarantee guarantee) {
        return new KafkaConnector().source(new SourceRequest(table, table.storedColumns(), Jobs.job(guarantee, null)));
    }

    /** Drives the dead letter sink as any other. */
    private Connector asConnector(Table table) {
        return new KafkaConnector() {
            @Override
            public TableSink sink(SinkRequest request) {
                try (TableSource opened = sourceOf(table, request.job().guarantee())) {
                    TableSink sink = opened.deadLetterSink();
                    assertThat(sink).isNotNull();
                    return sink;
                }
            }
        };
    }

    @ParameterizedTest
    @EnumSource(DeliveryGuarantee.class)
    void keepsTheRecordAsItWasAndSaysWhereItLay(DeliveryGuarantee guarantee) {
        Table table = Tables.ids(
                broker,
                source,
                "dead-letter.topic",
                dead,
                "sink.transactional-id-prefix",
                dead,
                "sink.control-topic",
                "control-" + dead);
        List<TableColumn> columns = DeadLetters.ROW_TYPE.fields().stream()
                .map(f -> Jobs.column(f.name(), f.type()))
                .toList();
        Table letters = Jobs.table("letters", columns);
        try (SinkHarness sink =
                new SinkHarness(asConnector(table), letters, ChangelogMode.APPEND, Jobs.job(guarantee, null), 1, 0)) {
            sink.write(
                    0,
                    List.of(Row.of(
                            "t", "my-topic-3", 17L, "no such thing", Instant.ofEpochMilli(99_000), Bytes.of("{oops"))));
            if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
                sink.prepare(1);
                assertThat(broker.committed(dead)).isEmpty();
                sink.decide(1);
            } else {
                sink.checkpoint(1);
            }
        }
        ConsumerRecord<String, String> record = broker.committed(dead).get(0);
        assertThat(record.value()).isEqualTo("{oops");
        assertThat(record.timestamp()).isEqualTo(99_000);
        assertThat(TestBroker.header(record, "reason")).isEqualTo("no such thing");
        assertThat(TestBroker.header(record, "topic")).isEqualTo("my-topic");
        assertThat(TestBroker.header(record, "partition")).isEqualTo("3");
        assertThat(TestBroker.header(record, "offset")).isEqualTo("17");
        assertThat(TestBroker.header(record, "table")).isEqualTo("t");
    }

    @Test
    void theEngineKeepsThemWhenTheTableNamesNoTopic() {
        try (TableSource opened = sourceOf(Tables.ids(broker, source), DeliveryGuarantee.NONE)) {
            assertThat(opened.deadLetterSink()).isNull();
        }
    }
}
