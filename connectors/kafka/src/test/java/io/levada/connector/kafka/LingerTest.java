package io.levada.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkHarness;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long rows wait in the producer for more to come. */
@Timeout(120)
class LingerTest {
    /** A record batch of Kafka's has a head of so many bytes. */
    private static final int BATCH_HEAD = 61;

    private static final int BROKER = 1;
    private static final int MORE = 200;

    private final TestBroker broker = TestBroker.shared();
    private final String topic = broker.topic(1);
    private final SinkHarness sink = new SinkHarness(
            new KafkaConnector(),
            Tables.ids(broker, topic, "properties.linger.ms", "600000", "properties.request.timeout.ms", "1000"),
            ChangelogMode.APPEND,
            Jobs.job(DeliveryGuarantee.AT_LEAST_ONCE, null),
            1,
            0);

    @Test
    void theFirstRowsAfterAPauseGoAtOnce() throws InterruptedException {
        try (sink) {
            sink.write(0, ids(0, 3)).flush();
            awaitRecords(3);
        }
    }

    @Test
    void aStreamThatNeverPausesIsSentInFewRequests() throws Exception {
        try (sink) {
            sink.write(0, ids(0, 1)).flush();
            awaitRecords(1);
            for (int i = 1; i <= MORE; i++) {
                sink.write(0, ids(i, i + 1)).flush();
                Thread.sleep(2);
            }
            sink.checkpoint(1);
            assertThat(broker.committedValues(topic)).hasSize(1 + MORE);
            assertThat(bytes()).isLessThan((long) BATCH_HEAD * MORE / 2);
        }
    }

    private static List<Row> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(id -> Row.of((long) id)).toList();
    }

    private void awaitRecords(int count) throws InterruptedException {
        while (broker.committed(topic).size() < count) {
            Thread.sleep(5);
        }
    }

    private long bytes() throws InterruptedException, ExecutionException {
        return broker.admin().describeLogDirs(List.of(BROKER)).allDescriptions().get().values().stream()
                .flatMap(logs -> logs.values().stream())
                .mapToLong(log -> {
                    var replica = log.replicaInfos().get(new TopicPartition(topic, 0));
                    return replica == null ? 0 : replica.size();
                })
                .sum();
    }
}
