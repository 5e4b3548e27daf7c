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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
                SinkHarness sink = sink(table, DeliveryGuarantee.EXACTLY_ONCE)) {
            sink.write(0, List.of(Row.of(2L))).prepare(1);
            first.close();
            CompletableFuture<Void> decided = CompletableFuture.runAsync(() -> sink.decide(1));
            String broker = "the broker at " + first.bootstrap();
            waitUntil(() -> !source.outages().waiting().isEmpty()
                    && !sink.outages().waiting().isEmpty());
            Thread.sleep(2500); // told once
            assertThat(source.outages().said()).containsExactly(broker + " doesn't answer any more");
            assertThat(sink.outages().said()).containsExactly(broker + " doesn't answer any more");
            assertThat(decided).isNotDone();
            TestBroker second = TestBroker.own(directory, port);
            try {
                decided.get(60, TimeUnit.SECONDS);
                sink.write(0, List.of(Row.of(3L))).checkpoint(2);
                source.pollRows(4);
                assertThat(Tables.firstColumn(source.output().rows())).containsExactly(0L, 1L, 2L, 3L);
                waitUntil(() -> source.outages().waiting().isEmpty()
                        && sink.outages().waiting().isEmpty());
                assertThat(source.outages().said())
                        .endsWith(broker + " answered")
                        .hasSize(2);
                assertThat(sink.outages().said()).endsWith(broker + " answered").hasSize(2);
            } finally {
                second.close();
            }
        }
    }

    /** Its client forgets meanwhile where the topic lies; the next row waits to learn it, in no buffer. */
    @ParameterizedTest
    @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
    void aSinkThatHadNothingUnderWayWaitsToo(DeliveryGuarantee guarantee) throws Exception {
        TestBroker first = TestBroker.own(directory, 0);
        String topic = first.topic(1);
        Table table = Tables.ids(first, topic);
        int port = first.port();
        try (SinkHarness sink = sink(table, guarantee)) {
            sink.write(0, List.of(Row.of(0L))).checkpoint(1);
            sink.write(0, List.of(Row.of(1L))).flush();
            waitUntil(() -> first.read(topic, "read_uncommitted").size() == 2);
            first.close();
            Thread.sleep(3000); // until the client knows
            assertThat(sink.outages().said()).isEmpty();
            CompletableFuture<Void> prepared = CompletableFuture.runAsync(
                    () -> sink.write(0, List.of(Row.of(2L))).prepare(2));
            waitUntil(() -> !sink.outages().waiting().isEmpty());
            String broker = "the broker at " + first.bootstrap();
            assertThat(sink.outages().said()).containsExactly(broker + " doesn't answer any more");
            assertThat(prepared).isNotDone();
            TestBroker second = TestBroker.own(directory, port);
            try {
                prepared.get(60, TimeUnit.SECONDS);
                sink.decide(2);
                waitUntil(() -> sink.outages().waiting().isEmpty());
                assertThat(sink.outages().said()).endsWith(broker + " answered").hasSize(2);
                assertThat(second.committedValues(topic)).containsExactly("{\"id\":0}", "{\"id\":1}", "{\"id\":2}");
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
            long began = System.nanoTime();
            waitUntil(() -> !source.outages().waiting().isEmpty());
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("before a request of the client's has timed out")
                    .isLessThan(Duration.ofSeconds(9));
            assertThat(found).isNotDone();
            TestBroker second = TestBroker.own(directory, port);
            try {
                assertThat(found.get(60, TimeUnit.SECONDS)).isEqualTo(1);
                source.pollRows(2);
                waitUntil(() -> source.outages().waiting().isEmpty());
                assertThat(source.outages().said().get(0))
                        .startsWith("the broker at " + first.bootstrap() + " doesn't answer: is it running there");
                assertThat(source.outages().said()).contains("the broker at " + first.bootstrap() + " answered");
            } finally {
                second.close();
            }
        }
    }

    private static SinkHarness sink(Table table, DeliveryGuarantee guarantee) {
        return new SinkHarness(new KafkaConnector(), table, ChangelogMode.APPEND, Jobs.job(guarantee, null), 1, 0);
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
