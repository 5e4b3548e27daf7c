package io.levada.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.config.Settings;
import io.levada.core.connector.CheckpointDecider;
import io.levada.core.connector.Figures;
import io.levada.core.connector.JobInfo;
import io.levada.core.connector.Outages;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.WriterContext;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The job's transactions. A crash is a process that does nothing any more: its decider and writers are left as they are,
 * as no code runs after SIGKILL.
 */
@Timeout(180)
class ExactlyOnceTest {
    private final TestBroker broker = TestBroker.shared();
    private final String topic = broker.topic(2);
    private final String other = broker.topic(1);
    private final String job = "job-" + topic;
    private final List<AutoCloseable> leftovers = new ArrayList<>();

    @AfterEach
    void endWhatCrashed() throws Exception {
        for (AutoCloseable leftover : leftovers) {
            leftover.close();
        }
    }

    /** One run of the job: two sinks that share one decider. */
    private final class Run implements WriterContext {
        final CheckpointDecider decider;
        final long restored;
        final List<TableSink> sinks = new ArrayList<>();
        final List<SinkWriter> writers = new ArrayList<>();
        final CompletableFuture<Throwable> failure = new CompletableFuture<>();
        final List<String> notices = Collections.synchronizedList(new ArrayList<>());
        final SinkRequest request;

        Run(Table... tables) {
            JobInfo info = new JobInfo(job, DeliveryGuarantee.EXACTLY_ONCE, null, Settings.EMPTY, ZoneOffset.UTC);
            request = new SinkRequest(tables[0], tables[0].writableColumns(), ChangelogMode.APPEND, info);
            for (Table table : tables) {
                sinks.add(new KafkaConnector()
                        .sink(new SinkRequest(table, table.writableColumns(), ChangelogMode.APPEND, info)));
            }
            assertThat(sinks).extracting(TableSink::deciderName).containsOnly("kafka:" + broker.bootstrap());
            decider = sinks.get(0).createDecider();
            decider.listener(notices::add, Outages.NONE);
            restored = decider.recover().checkpointId();
            sinks.forEach(sink -> writers.add(sink.openWriter(this)));
            leftovers.add(decider);
            leftovers.addAll(writers);
        }

        Run write(int writer, long... ids) {
            List<Row> rows = new ArrayList<>();
            for (long id : ids) {
                rows.add(Row.of(id));
            }
            writers.get(writer).write(Boxed.batch(rows, request.rowType()));
            return this;
        }

        Run prepare(long checkpoint) throws Exception {
            stage(checkpoint);
            decider.announce(checkpoint, null);
            return this;
        }

        /** Up to where the engine announces the checkpoint to the decider. */
        Run stage(long checkpoint) throws Exception {
            for (SinkWriter writer : writers) {
                writer.prepare(checkpoint).toCompletableFuture().get(30, TimeUnit.SECONDS);
            }
            return this;
        }

        Run decide(long checkpoint) {
            decider.decide(checkpoint);
            return this;
        }

        @Override
        public int worker() {
            return 0;
        }

        @Override
        public int workers() {
            return 1;
        }

        @Override
        public long restoredCheckpoint() {
            return restored;
        }

        @Override
        public @Nullable CheckpointDecider decider() {
            return decider;
        }

        @Override
        public void wakeUp() {}

        @Override
        public void fail(Throwable error) {
            failure.complete(error);
        }

        @Override
        public Figures figures() {
            return Figures.NONE;
        }
    }

    private Table table(String name, String... more) {
        List<String> options = new ArrayList<>(List.of("sink.control-topic", "control-" + topic));
        options.addAll(List.of(more));
        return Tables.ids(broker, name, options.toArray(String[]::new));
    }

    private Run run(String... more) {
        return new Run(table(topic, more), table(other, more));
    }

    private List<String> seen(String name) {
        return broker.committedValues(name);
    }

    private static String id(long id) {
        return "{\"id\":" + id + "}";
    }

    @Test
    void outputOfAllSinksIsSeenTogetherWhenTheCheckpointIsDecided() throws Exception {
        Run run = run();
        assertThat(run.restored).isZero();
        run.write(0, 1).write(1, 2).prepare(1);
        // The next part is written while this one waits.
        run.write(0, 3).write(1, 4);
        assertThat(seen(topic)).isEmpty();
        assertThat(seen(other)).isEmpty();
        run.decide(1);
        assertThat(seen(topic)).containsExactly(id(1));
        assertThat(seen(other)).containsExactly(id(2));
        run.prepare(2).decide(2);
        assertThat(seen(topic)).containsExactlyInAnyOrder(id(1), id(3));
        assertThat(seen(other)).containsExactly(id(2), id(4));
    }

    @Test
    void aCrashBetweenPreparedAndDecidedGoesBackToTheCheckpointBefore() throws Exception {
        Run first = run();
        first.write(0, 1).write(1, 2).prepare(1).decide(1);
        first.write(0, 3).write(1, 4).prepare(2).write(0, 5);
        Run second = run();
        assertThat(second.restored).isEqualTo(1);
        second.write(0, 3).write(1, 4).prepare(3).decide(3);
        assertThat(seen(topic)).containsExactlyInAnyOrder(id(1), id(3));
        assertThat(seen(other)).containsExactly(id(2), id(4));
        assertThat(run().restored).isEqualTo(3);
    }

    @Test
    void aMarkerThatIsThereBeforeTheCommitCountsForNothing() throws Exception {
        Run first = run();
        first.write(0, 1).prepare(1).decide(1);
        first.write(0, 2).prepare(2);
        while (broker.read("control-" + topic, "read_uncommitted").stream()
                .noneMatch(record -> "v1:2".equals(record.value()))) {
            Thread.sleep(10);
        }
        assertThat(broker.committed("control-" + topic)).hasSize(1);
        assertThat(run().restored).isEqualTo(1);
        assertThat(seen(topic)).containsExactly(id(1));
    }

    @Test
    void aDecisionWithoutAnnouncementIsMarkedToo() throws Exception {
        Run run = run();
        run.write(0, 1).writers.get(0).prepare(5).toCompletableFuture().get(30, TimeUnit.SECONDS);
        run.decide(5);
        assertThat(run().restored).isEqualTo(5);
        assertThat(seen(topic)).containsExactly(id(1));
    }

    @Test
    void aCrashAfterDecidedGoesOnFromIt() throws Exception {
        Run first = run();
        first.write(0, 1).prepare(7).write(0, 2).decide(7);
        assertThat(run().restored).isEqualTo(7);
        assertThat(seen(topic)).containsExactly(id(1));
    }

    @Test
    void checkpointsWithoutOutputAreRememberedToo() throws Exception {
        run().prepare(1).decide(1).prepare(2).decide(2);
        assertThat(run().restored).isEqualTo(2);
    }

    @Test
    void aProcessThatWasTakenOverCanNeitherWriteNorDecide() throws Exception {
        Run first = run();
        first.write(0, 1).prepare(1).write(0, 2);
        Run second = run();
        assertThatThrownBy(() -> first.decide(1)).isInstanceOfSatisfying(LevadaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.JOB_FENCED);
            assertThat(e.message()).endsWith("another process runs job '" + job + "' now");
        });
        first.write(0, 3);
        assertThatThrownBy(() -> first.prepare(2)).isInstanceOf(ExecutionException.class);
        assertThat(first.failure.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        LevadaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.JOB_FENCED));
        second.write(0, 4).prepare(1).decide(1);
        assertThat(seen(topic)).containsExactly(id(4));
    }

    @Test
    void aTransactionThatTimedOutIsAnErrorAndLosesNothing() throws Exception {
        String[] quick = {"properties.transaction.timeout.ms", "4000"}; // the first one must be done in time
        Run first = run(quick);
        first.write(0, 1).prepare(1).decide(1);
        first.write(0, 2).prepare(2);
        while (isTransactionOngoing()) {
            Thread.sleep(100); // the broker looks once a second
        }
        assertThatThrownBy(() -> first.decide(2)).isInstanceOfSatisfying(LevadaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION);
            assertThat(e.message()).contains("the broker gave it up after 4000 ms");
        });
        Run second = run(quick);
        assertThat(second.restored).isEqualTo(1);
        second.write(0, 2).prepare(2).decide(2);
        assertThat(seen(topic)).containsExactlyInAnyOrder(id(1), id(2));
    }

    private boolean isTransactionOngoing() throws Exception {
        return broker.admin().listTransactions().all().get().stream()
                .filter(transaction -> transaction.transactionalId().contains(job))
                .anyMatch(transaction -> transaction.state() == TransactionState.ONGOING
                        || transaction.state() == TransactionState.PREPARE_ABORT);
    }

    @Test
    void partsCanNotOverlap() throws Exception {
        Run run = run();
        run.write(0, 1).prepare(1).write(0, 2).stage(2).write(0, 3);
        assertThat(run.failure.get(30, TimeUnit.SECONDS))
                .hasMessageContaining("part 2 is written while part 0 waits to be committed");
    }

    @Test
    void oneCheckpointIsDecidedBeforeTheNextIsMarked() throws Exception {
        Run run = run();
        run.write(0, 1).prepare(1);
        assertThatThrownBy(() -> run.decider.announce(2, null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 is marked while 1 isn't decided");
        run.decide(1).prepare(2).decide(2);
        assertThat(run().restored).isEqualTo(2);
    }

    /** Another job was killed between its marker and its commit: ours may lie behind it. */
    @Test
    void waitsForWhatHidesTheMarker() throws Exception {
        Run first = run();
        first.write(0, 1).prepare(1).decide(1);
        try (KafkaProducer<String, String> stranger = broker.transactional("stranger-" + topic, 5000)) {
            stranger.beginTransaction();
            stranger.send(new ProducerRecord<>("control-" + topic, 0, "stranger", "v1:99"));
            stranger.flush();
            first.write(0, 2).prepare(2).decide(2);
            Run second = run();
            assertThat(second.restored).isEqualTo(2);
            assertThat(second.notices)
                    .anySatisfy(n -> assertThat(n).contains("waiting for a transaction of another job"));
        }
    }

    @Test
    void theMarkerCarriesAManifest() throws Exception {
        byte[] manifest = {0, 1, -1, ':', 127};
        Run first = run();
        first.write(0, 1).stage(8);
        first.decider.announce(8, manifest);
        first.decide(8);
        assertThat(broker.committed("control-" + topic))
                .last()
                .satisfies(r -> assertThat(r.value())
                        .isEqualTo("v2:8:" + Base64.getEncoder().encodeToString(manifest)));
        CheckpointDecider.Mark found = first.sinks.get(0).createDecider().recover();
        assertThat(found.checkpointId()).isEqualTo(8);
        assertThat(found.manifest()).isEqualTo(manifest);
    }

    @Test
    void theMarkerCanBeReadByAnybody() throws Exception {
        run().prepare(41).decide(41);
        assertThat(broker.committed("control-" + topic)).singleElement().satisfies(r -> {
            assertThat(r.key()).isEqualTo(job);
            assertThat(r.value()).isEqualTo("v1:41");
        });
        var config = new org.apache.kafka.common.config.ConfigResource(
                org.apache.kafka.common.config.ConfigResource.Type.TOPIC, "control-" + topic);
        assertThat(broker.admin()
                        .describeConfigs(List.of(config))
                        .all()
                        .get()
                        .get(config)
                        .get("cleanup.policy")
                        .value())
                .isEqualTo("compact");
    }

    @Test
    void aMarkerOfANewerVersionIsRefused() {
        broker.broker().createTopic("control-" + topic, 1, Map.of("cleanup.policy", "compact"));
        broker.produce("control-" + topic, 0, job, "v2:whatever");
        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        LevadaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_TOO_NEW));
    }

    @Test
    void aControlTopicThatForgetsIsRefused() {
        broker.broker().createTopic("control-" + topic, 1, Map.of("cleanup.policy", "delete"));
        assertThatThrownBy(this::run).isInstanceOfSatisfying(LevadaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID);
            assertThat(e.message()).contains("cleanup.policy delete");
        });
    }

    @Test
    void sinksThatWantDifferentProducersAreRefused() {
        assertThatThrownBy(() -> new Run(table(topic), table(other, "properties.compression.type", "lz4")))
                .isInstanceOfSatisfying(LevadaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID);
                    assertThat(e.message()).contains("one producer");
                });
    }

    @Test
    void transactionsShorterThanCheckpointsAreRefused() {
        assertThatThrownBy(() -> run("properties.transaction.timeout.ms", "1000"))
                .hasMessageContaining("would time out after 1000 ms, before the checkpoint after 1000 ms");
    }

    @Test
    void aMissingTopicFailsTheWriter() throws Exception {
        Run run = new Run(table("nowhere-" + topic));
        run.write(0, 1);
        assertThat(run.failure.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        LevadaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOPIC_NOT_FOUND));
    }
}
