package io.levada.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.config.Settings;
import io.levada.core.data.Row;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.StreamPlan;
import io.levada.core.plan.WatermarkAssigner;
import io.levada.core.type.DataType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How event time travels from the splits of a source to an operator behind an exchange. */
class EventTimeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeWorld world = new FakeWorld();
    private final TestOperators operators = new TestOperators();

    @TempDir
    private Path directory;

    private StreamPlan plan(int workers, Duration idleTimeout) {
        PlanNode timed = new WatermarkAssigner(
                FakeWorld.scan("in", Map.of("batch", "1")), 1, new InputRef(1, DataType.BIGINT), idleTimeout);
        PlanNode probe = new ChangelogNormalize(timed, List.of(0));
        return new StreamPlan(
                List.of(FakeWorld.sink(probe, "out", Map.of())),
                new Settings(Map.of(
                        "parallelism.default", Integer.toString(workers), "execution.checkpointing.interval", "1 h")));
    }

    private JobHandle start(int workers, Duration idleTimeout) {
        JobEnvironment environment =
                JobEnvironment.of("test", world.connectors()).withDirectory(directory);
        return Job.start(plan(workers, idleTimeout), environment, operators);
    }

    private void append(String split, long... times) {
        world.append(
                "in",
                split,
                java.util.Arrays.stream(times).mapToObj(t -> Row.of(0L, t)).toList());
    }

    private List<String> times(int worker) {
        return operators.told.stream()
                .filter(t -> t.startsWith(worker + " time"))
                .map(t -> t.substring(7))
                .toList();
    }

    private void awaitTime(String time) {
        long start = System.nanoTime();
        while (operators.told.stream().noneMatch(t -> t.endsWith(" time " + time))) {
            assertThat(System.nanoTime() - start).as("told " + operators.told).isLessThan(PATIENCE.toNanos());
            Thread.onSpinWait();
        }
    }

    @Test
    void theEndComesLastAndEverythingThatWasHeldIsOutBefore() throws Exception {
        append("a", 10, 20, 15, 30);
        try (JobHandle job = start(1, Duration.ZERO)) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat(times(0)).containsExactly("10", "20", "end");
        assertThat(world.visible("out")).hasSize(4);
        operators.told.clear();
        try (JobHandle job = start(2, Duration.ZERO)) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat(times(0)).endsWith("end");
        assertThat(times(1)).endsWith("end");
        assertThat(world.visible("out")).hasSize(8);
    }

    @Test
    void theSlowestSplitHoldsTimeBackAndAWorkerWithoutSplitsDoesnt() throws Exception {
        append("a", 100);
        append("b", 5);
        world.setOpen("in", "a", true);
        world.setOpen("in", "b", true);
        try (JobHandle job = start(3, Duration.ZERO)) {
            awaitTime("5");
            append("b", 7);
            awaitTime("7");
            assertThat(operators.told).noneMatch(t -> t.endsWith("time 100"));
            job.cancel();
        }
    }

    @Test
    void aSilentSplitIsLeftOutAfterItsTimeAndHoldsBackAgainWhenItSpeaks() throws Exception {
        append("a", 100);
        world.append("in", "b", List.of());
        world.setOpen("in", "a", true);
        world.setOpen("in", "b", true);
        for (int workers : new int[] {1, 2}) {
            operators.told.clear();
            try (JobHandle job = start(workers, Duration.ofMillis(100))) {
                awaitTime("100");
                job.cancel();
                job.awaitEnd(PATIENCE);
            }
        }
    }

    @Test
    void timeThatWasPromisedHoldsAfterARestart() throws Exception {
        append("a", 10, 50);
        append("b", 40);
        world.setOpen("in", "a", true);
        world.setOpen("in", "b", true);
        try (JobHandle job = start(2, Duration.ZERO)) {
            awaitTime("40");
            job.stop(false);
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        operators.told.clear();
        try (JobHandle job = start(1, Duration.ZERO)) {
            awaitTime("40");
            assertThat(operators.told).containsExactly("0 time 40");
            append("b", 60);
            awaitTime("50");
            job.cancel();
        }
    }
}
