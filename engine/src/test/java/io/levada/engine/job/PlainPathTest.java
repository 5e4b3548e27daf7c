package io.levada.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.config.Settings;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import io.levada.core.plan.Union;
import io.levada.core.plan.ValuesNode;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows from sources to sinks, without state. */
class PlainPathTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeWorld world = new FakeWorld();

    static List<Row> rows(long from, long to) {
        return new ArrayList<>(
                LongStream.range(from, to).mapToObj(i -> Row.of(i, i * 10)).toList());
    }

    static StreamPlan plan(int workers, Sink... sinks) {
        return new StreamPlan(List.of(sinks), new Settings(Map.of("parallelism.default", Integer.toString(workers))));
    }

    private JobOutcome runToEnd(StreamPlan plan, JobEnvironment environment) throws Exception {
        try (JobHandle job = Engine.start(plan, environment)) {
            return job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
    }

    private JobEnvironment environment() {
        return JobEnvironment.of("test", world.connectors());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void boundedInputArrivesWholeAndTheJobFinishes(int workers) throws Exception {
        world.append("in", "a", rows(0, 100));
        world.append("in", "b", rows(100, 107));
        world.append("in", "c", rows(107, 108));
        Sink sink = FakeWorld.sink(FakeWorld.scan("in", Map.of()), "out", Map.of());

        assertThat(runToEnd(plan(workers, sink), environment()).status()).isEqualTo(JobStatus.FINISHED);

        assertThat(world.visible("out")).containsExactlyInAnyOrderElementsOf(rows(0, 108));
    }

    @Test
    void nullInAColumnThatIsNotNullEndsTheJob() throws Exception {
        RowType nullable = RowType.of(new Field("k", DataType.BIGINT), new Field("v", DataType.BIGINT));
        ValuesNode values = new ValuesNode(nullable, List.of(Row.of(1L, 2L), Row.of(3L, null)));
        try (JobHandle job = Engine.start(plan(1, FakeWorld.sink(values, "out", Map.of())), environment())) {
            JobOutcome outcome = job.awaitEnd(PATIENCE).orElseThrow();
            assertThat(outcome.failure())
                    .isInstanceOfSatisfying(
                            LevadaException.class,
                            e -> assertThat(e.message())
                                    .isEqualTo("column 'v' of table 'out' is NOT NULL, but a row has NULL there"));
        }
    }

    @Test
    void constantRowsComeOnceWhateverTheWorkers() throws Exception {
        ValuesNode values = new ValuesNode(FakeWorld.ROWS, rows(0, 10));
        runToEnd(plan(3, FakeWorld.sink(values, "out", Map.of())), environment());
        assertThat(world.visible("out")).containsExactlyElementsOf(rows(0, 10));
    }

    @Test
    void aSharedScanIsReadOnceAndFeedsBoth() throws Exception {
        world.append("in", "a", rows(0, 50));
        PlanNode scan = FakeWorld.scan("in", Map.of());
        runToEnd(plan(2, FakeWorld.sink(scan, "one", Map.of()), FakeWorld.sink(scan, "two", Map.of())), environment());
        assertThat(world.visible("one")).containsExactlyInAnyOrderElementsOf(rows(0, 50));
        assertThat(world.visible("two")).containsExactlyInAnyOrderElementsOf(rows(0, 50));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aUnionHasTheRowsOfBothAlsoWhereBothAreOneStream(int workers) throws Exception {
        world.append("in", "a", rows(0, 50));
        world.append("in2", "a", rows(50, 60));
        PlanNode scan = FakeWorld.scan("in", Map.of());
        Union union =
                new Union(List.of(scan, FakeWorld.scan("in2", Map.of()), scan), ChangelogMode.APPEND, FakeWorld.ROWS);
        runToEnd(plan(workers, FakeWorld.sink(union, "out", Map.of())), environment());
        List<Row> expected = rows(0, 60);
        expected.addAll(rows(0, 50));
        assertThat(world.visible("out")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void resultRowsGoToTheCallerWithBackPressure() throws Exception {
        world.append("in", "a", rows(0, 1000));
        List<Row> got = new CopyOnWriteArrayList<>();
        class Slow implements ResultConsumer {
            private volatile boolean open;
            private volatile Runnable wake = () -> {};

            @Override
            public boolean ready() {
                return open;
            }

            @Override
            public void onReady(Runnable wakeUp) {
                wake = wakeUp;
            }

            @Override
            public void accept(io.levada.core.data.Batch batch) {
                got.addAll(io.levada.core.data.Boxed.rows(batch, FakeWorld.ROWS));
                open = false;
            }
        }
        Slow slow = new Slow();
        Sink sink = new Sink(FakeWorld.scan("in", Map.of()), "result", null, List.of());
        try (JobHandle job = Engine.start(plan(2, sink), environment().withResults(slow))) {
            int seen = 0;
            while (job.awaitEnd(Duration.ofMillis(1)).isEmpty()) {
                assertThat(got.size() - seen)
                        .as("batches taken without being ready")
                        .isLessThanOrEqualTo(3);
                seen = got.size();
                slow.open = true;
                slow.wake.run();
            }
        }
        assertThat(got).containsExactlyElementsOf(rows(0, 1000));
    }

    @Test
    void aBlockedSinkStopsTheSourceAndAnOpenedOneLetsItGoOn() throws Exception {
        world.append("in", "a", rows(0, 10_000));
        world.sinkBlocked.set(true);
        List<Long> reads = new CopyOnWriteArrayList<>();
        world.onRead = () -> reads.add(1L);
        Sink sink = FakeWorld.sink(FakeWorld.scan("in", Map.of()), "out", Map.of());
        try (JobHandle job = Engine.start(plan(2, sink), environment())) {
            assertThat(job.awaitEnd(Duration.ofMillis(300))).isEmpty();
            assertThat(reads.size()).as("polls while nothing could leave").isLessThan(20);
            world.sinkBlocked.set(false);
            world.wakeAll();
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat(world.visible("out")).hasSize(10_000);
    }

    @Test
    void anIdleJobDoesNotSpinAndWakesFast() throws Exception {
        world.append("in", "a", List.of());
        world.setOpen("in", "a", true);
        List<Long> reads = new CopyOnWriteArrayList<>();
        Sink sink = FakeWorld.sink(FakeWorld.scan("in", Map.of()), "out", Map.of());
        try (JobHandle job = Engine.start(plan(1, sink), environment())) {
            assertThat(job.awaitEnd(Duration.ofMillis(200))).isEmpty();
            world.onRead = () -> reads.add(1L);
            assertThat(job.awaitEnd(Duration.ofMillis(500))).isEmpty();
            assertThat(reads.size()).as("polls in half a second without rows").isLessThan(20);
            long[] waits = new long[20];
            for (int i = 0; i < waits.length; i++) {
                assertThat(job.awaitEnd(Duration.ofMillis(20)))
                        .as("it falls asleep")
                        .isEmpty();
                long before = world.written.get();
                long start = System.nanoTime();
                world.append("in", "a", rows(i, i + 1));
                while (world.written.get() == before) {
                    Thread.onSpinWait();
                }
                waits[i] = System.nanoTime() - start;
            }
            // One that only looks again by itself comes a tenth of a second after it has fallen asleep.
            Arrays.sort(waits);
            assertThat(waits[waits.length / 2]).as("nanoseconds to wake").isLessThan(30_000_000);
            job.stop(false);
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().status()).isEqualTo(JobStatus.STOPPED);
        }
        assertThat(world.visible("out")).hasSize(20);
    }

    @Test
    void newSplitsAreFoundWhileTheJobRuns() throws Exception {
        world.discovery = Duration.ofMillis(20);
        world.append("in", "a", rows(0, 5));
        Sink sink = FakeWorld.sink(FakeWorld.scan("in", Map.of()), "out", Map.of());
        try (JobHandle job = Engine.start(plan(2, sink), environment())) {
            world.append("in", "b", rows(5, 9));
            long start = System.nanoTime();
            while (world.written.get() < 9 && System.nanoTime() - start < PATIENCE.toNanos()) {
                Thread.onSpinWait();
            }
            job.stop(false);
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat(world.visible("out")).containsExactlyInAnyOrderElementsOf(rows(0, 9));
    }

    @Test
    void anExceptionInAWorkerFailsTheJobAndIsOurBug() throws Exception {
        world.append("in", "a", rows(0, 5));
        world.onRead = () -> {
            throw new ArithmeticException("boom");
        };
        Sink sink = FakeWorld.sink(FakeWorld.scan("in", Map.of()), "out", Map.of());
        try (JobHandle job = Engine.start(plan(2, sink), environment())) {
            JobOutcome outcome = job.awaitEnd(PATIENCE).orElseThrow();
            assertThat(outcome.status()).isEqualTo(JobStatus.FAILED);
            assertThat(outcome.failure().code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(outcome.failure()).hasMessageContaining("boom");
        }
    }

    @Test
    void cancelEndsAJobWhoseSinkIsBlocked() throws Exception {
        world.append("in", "a", rows(0, 1000));
        world.sinkBlocked.set(true);
        Sink sink = FakeWorld.sink(FakeWorld.scan("in", Map.of()), "out", Map.of());
        try (JobHandle job = Engine.start(plan(2, sink), environment())) {
            assertThat(job.awaitEnd(Duration.ofMillis(50))).isEmpty();
            job.cancel();
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().status()).isEqualTo(JobStatus.CANCELLED);
        }
        assertThat(world.visible("out")).isEmpty();
    }

    @Test
    void recordsThatCantBeDecodedFailTheJobWhenTheTableSaysSo() throws Exception {
        List<Row> rows = rows(0, 3);
        rows.add(null);
        world.append("in", "a", rows);
        Sink sink = FakeWorld.sink(FakeWorld.scan("in", Map.of("on-error", "fail")), "out", Map.of());
        try (JobHandle job = Engine.start(plan(1, sink), environment())) {
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().failure().code()).isEqualTo(ErrorCode.BAD_RECORD);
        }
        Sink skipping = FakeWorld.sink(FakeWorld.scan("in", Map.of("on-error", "skip")), "out2", Map.of());
        try (JobHandle job = Engine.start(plan(1, skipping), environment())) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
            assertThat(job.figures().sum("dead_records")).isEqualTo(1);
        }
        assertThat(world.visible("out2")).containsExactlyElementsOf(rows(0, 3));
    }
}
