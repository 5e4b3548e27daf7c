package io.levada.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkHarness;
import io.levada.testkit.connector.SourceHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes away is waited for, said once, and gone on with. */
@Timeout(180)
class BrokerAwayTest {
    @TempDir
    Path directory;

    @Test
    void readingAndWritingGoOnWhenItIsBack() throws Exception {
        TestBroker first = TestBroker.own(directory, 0);
        String topic = first.topic(1);
        Table table = Tables.ids(first, topic);
        first.produceIds(topic, 0, 0, 2);
        int port = first.port();
        try (SourceHarness source = Tables.open(table).start().pollRows(2);
                SinkHarness sink = new SinkHarness(
                        new KafkaConnector(),
                        table,
                        ChangelogMode.APPEND,
                        Jobs.job(DeliveryGuarantee.EXACTLY_ONCE, null),
                        1,
                        0)) {
            sink.write(0, List.of(Row.of(2L))).prepare(1);
            first.close();
            CompletableFuture<Void> decided = CompletableFuture.runAsync(() -> sink.decide(1));
            waitUntil(() -> source.notices().size() == 1);
            assertThat(source.notices().get(0)).contains("reading table 't' waits: no broker answers at");
            Thread.sleep(2500); // said once
            assertThat(source.notices()).hasSize(1);
            assertThat(decided).isNotDone();
            TestBroker second = TestBroker.own(directory, port);
            try {
                decided.get(60, TimeUnit.SECONDS);
                sink.write(0, List.of(Row.of(3L))).checkpoint(2);
                source.pollRows(4);
                assertThat(Tables.firstColumn(source.output().rows())).containsExactly(0L, 1L, 2L, 3L);
                waitUntil(() -> source.notices().size() == 2);
                assertThat(source.notices().get(1)).contains("is back");
            } finally {
                second.close();
            }
        }
    }

    @Test
    void aJobThatStartsBeforeItsBrokerWaits() throws Exception {
        TestBroker first = TestBroker.own(directory, 0);
        String topic = first.topic(1);
        first.produceIds(topic, 0, 0, 2);
        Table table = Tables.ids(first, topic);
        int port = first.port();
        first.close();
        try (SourceHarness source = Tables.open(table)) {
            CompletableFuture<Integer> found = CompletableFuture.supplyAsync(source::discover);
            waitUntil(() -> !source.notices().isEmpty());
            assertThat(found).isNotDone();
            TestBroker second = TestBroker.own(directory, port);
            try {
                assertThat(found.get(60, TimeUnit.SECONDS)).isEqualTo(1);
                source.pollRows(2);
                assertThat(source.notices())
                        .anySatisfy(n -> assertThat(n).contains("waiting for the broker at"))
                        .anySatisfy(n -> assertThat(n).contains("is back"));
            } finally {
                second.close();
            }
        }
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
