package io.levada.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.config.Settings;
import io.levada.core.connector.Outages.Outage;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a job says and does while an outside system that it needs doesn't answer. */
@Timeout(60)
class OutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SYSTEM = "the broker at b:1";

    private final FakeWorld world = new FakeWorld();
    private final List<JobEvent> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);

    @TempDir
    private Path directory;

    private JobHandle start(Map<String, String> more) {
        Sink sink =
                FakeWorld.sink(TestOperators.sums(FakeWorld.scan("in", Map.of())), "out", Map.of("decides", "true"));
        Map<String, String> settings =
                new HashMap<>(Map.of("parallelism.default", "1", "execution.checkpointing.interval", "3 ms"));
        settings.putAll(more);
        JobEnvironment environment = JobEnvironment.of("test", world.connectors())
                .withDirectory(directory.resolve("state"))
                .withListener(events::add);
        return Job.start(new StreamPlan(List.of(sink), new Settings(settings)), environment, new TestOperators());
    }

    private List<String> notices() {
        return events.stream()
                .filter(JobEvent.Notice.class::isInstance)
                .map(e -> ((JobEvent.Notice) e).message())
                .toList();
    }

    private void waitInVain(String advice) {
        try (Outage outage = world.outages.begin(SYSTEM, Duration.ofSeconds(3), advice)) {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LevadaException(ErrorCode.CONNECTION, "told to stop while waiting");
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
            Thread.sleep(1);
        }
    }

    @Test
    void aStopWaitsForALastCheckpointThatNeverComesOnlySoLongAndNothingIsLost() throws Exception {
        world.setOpen("in", "s", true);
        world.append("in", "s", List.of(Row.of(1L, 1L), Row.of(2L, 2L)));
        try (JobHandle job = start(Map.of("levada.shutdown.timeout", "3 s"))) {
            await(() -> world.visible("out").size() == 2);
            world.onDecide = () -> waitInVain(null);
            world.append("in", "s", List.of(Row.of(3L, 3L)));
            await(() -> !job.outages().isEmpty());
            job.stop(false);
            JobOutcome outcome = job.awaitEnd(PATIENCE).orElseThrow();
            LevadaException failure = outcome.failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION);
            assertThat(failure.message())
                    .isEqualTo("the job ended without a last checkpoint: the broker at b:1 doesn't answer");
            assertThat(failure.hint()).startsWith("nothing is lost: the next run goes on from checkpoint ");
        }
        assertThat(notices()).hasSize(2);
        assertThat(notices().get(0))
                .matches(
                        "the broker at b:1 hasn't answered since \\d\\d:\\d\\d:\\d\\d: the job waits for it and goes on by"
                                + " itself from where it stands; nothing is lost \\(last checkpoint: \\d+\\)");
        assertThat(notices().get(1))
                .startsWith("the last checkpoint needs the broker at b:1, which doesn't answer: waiting up to 3 s;");
        world.onDecide = null;
        world.setOpen("in", "s", false);
        try (JobHandle job = start(Map.of())) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat(world.visible("out")).containsExactlyInAnyOrder(Row.of(1L, 1L), Row.of(2L, 2L), Row.of(3L, 3L));
    }

    /** A client may make a worker wait, as Kafka's producer does for its topic's metadata. */
    @Test
    void workersThatWaitForTheOutsideAreInterruptedTogether() throws Exception {
        CountDownLatch waiting = new CountDownLatch(2);
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger met = new AtomicInteger();
        world.onPrepare = () -> {
            try {
                waiting.countDown();
                never.await();
            } catch (InterruptedException e) {
                try {
                    both.await(8, TimeUnit.SECONDS);
                    met.incrementAndGet();
                } catch (Exception alone) {
                    throw new IllegalStateException("the other worker still waits", alone);
                }
                throw new LevadaException(ErrorCode.CONNECTION, "told to stop while waiting");
            }
        };
        world.setOpen("in", "s", true);
        world.setOpen("in", "t", true);
        try (JobHandle job = start(Map.of("levada.shutdown.timeout", "300 ms", "parallelism.default", "2"))) {
            waiting.await();
            try (Outage outage = world.outages.begin(SYSTEM, Duration.ofSeconds(3), null)) {
                job.stop(false);
                assertThat(job.awaitEnd(PATIENCE).orElseThrow().failure().code())
                        .isEqualTo(ErrorCode.CONNECTION);
            }
        }
        assertThat(met).hasValue(2);
    }

    @Test
    void aStopBeforeTheJobBeganEndsAtOnce() throws Exception {
        world.onRecover = () -> waitInVain("is it running?");
        try (JobHandle job = start(Map.of())) {
            await(() -> !job.outages().isEmpty());
            assertThat(job.status()).isEqualTo(JobStatus.STARTING);
            job.stop(false);
            LevadaException failure = job.awaitEnd(PATIENCE).orElseThrow().failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION);
            assertThat(failure.message()).isEqualTo("stopped before the job began: the broker at b:1 doesn't answer");
        }
        assertThat(notices())
                .containsExactly("the broker at b:1 doesn't answer (for 3 s now): the job waits for it and goes on by"
                        + " itself; is it running?");
        assertThat(events).noneMatch(JobEvent.Restarting.class::isInstance);
    }

    @Test
    void aStopThatCameBeforeTheOutageWasKnownEndsToo() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        world.onRecover = () -> {
            try {
                asked.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            waitInVain("is it running?");
        };
        try (JobHandle job = start(Map.of())) {
            job.stop(false);
            asked.countDown();
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().failure().message()).startsWith("stopped before");
        }
    }

    /** Not everything that a start waits for is an outage. */
    @Test
    void aStopBeforeTheJobBeganTakesNoLongerThanItMay() throws Exception {
        CountDownLatch recovering = new CountDownLatch(1);
        world.onRecover = () -> {
            recovering.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        try (JobHandle job = start(Map.of("levada.shutdown.timeout", "300 ms"))) {
            recovering.await();
            job.stop(false);
            LevadaException failure = job.awaitEnd(PATIENCE).orElseThrow().failure();
            assertThat(failure.message())
                    .isEqualTo("stopped before the job began, after 300 ms in which its start didn't end");
            assertThat(failure.hint()).startsWith("nothing was read, so nothing is lost");
        }
    }

    @Test
    void aSourceThatIsAwayIsNotWhatTheLastCheckpointNeeds() throws Exception {
        world.setOpen("in", "s", true);
        world.append("in", "s", List.of(Row.of(1L, 1L)));
        try (JobHandle job = start(Map.of())) {
            await(() -> !world.visible("out").isEmpty());
            try (Outage outage = world.readerOutages.begin(SYSTEM, Duration.ofSeconds(3), null)) {
                assertThat(job.outages()).containsExactly(new JobOutage(SYSTEM, Set.of("in"), false));
                world.onDecide = () -> {
                    try {
                        assertThat(never.await(600, TimeUnit.MILLISECONDS)).isFalse();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                };
                job.stop(false);
                assertThat(job.awaitEnd(PATIENCE).orElseThrow().orThrow().status())
                        .isEqualTo(JobStatus.STOPPED);
            }
        }
        assertThat(notices()).singleElement().asString().startsWith(SYSTEM + " hasn't answered since ");
    }

    @Test
    void aStopBetweenTwoAttemptsSaysWhyThereWasAnother() throws Exception {
        world.onRecover = () -> {
            throw new LevadaException(ErrorCode.CONNECTION, "the broker is away");
        };
        try (JobHandle job = start(Map.of())) {
            await(() -> job.status() == JobStatus.RESTARTING);
            job.stop(false);
            LevadaException failure = job.awaitEnd(PATIENCE).orElseThrow().failure();
            assertThat(failure.message()).isEqualTo("stopped while the job was to start again: the broker is away");
            assertThat(failure.hint()).isEqualTo("nothing is lost: the next run begins where this one would have");
        }
    }

    @Test
    void aCheckpointIsNotBlamedForTheTimeOfAnOutage() throws Exception {
        world.setOpen("in", "s", true);
        world.append("in", "s", List.of(Row.of(1L, 1L)));
        try (JobHandle job = start(Map.of("execution.checkpointing.timeout", "4 s"))) {
            await(() -> job.checkpoints().completed() > 0);
            world.onDecide = () -> {
                world.onDecide = null;
                Outage outage = world.outages.begin(SYSTEM, Duration.ofSeconds(3), null);
                try {
                    assertThat(never.await(7, TimeUnit.SECONDS)).isFalse();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                outage.answered();
            };
            await(() -> !job.outages().isEmpty());
            await(() -> job.outages().isEmpty());
            long before = job.checkpoints().completed();
            await(() -> job.checkpoints().completed() > before + 2);
            job.stop(false);
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().orThrow().status()).isEqualTo(JobStatus.STOPPED);
        }
        assertThat(notices()).hasSize(2);
        assertThat(notices().get(1)).matches("the broker at b:1 is back after \\d+ s: the job goes on");
    }

    @Test
    void manyClientsOfOneSystemAreOneOutage() {
        List<String> said = new CopyOnWriteArrayList<>();
        OpenOutages outages =
                new OpenOutages(io.levada.engine.time.Clock.SYSTEM, () -> -1, said::add, () -> said.add("(begun)"));
        outages.open();
        Outage reader = outages.of("flights").begin(SYSTEM, Duration.ofSeconds(3), null);
        Outage writer = outages.of(null).begin(SYSTEM, Duration.ofSeconds(4), null);
        Outage other = outages.of("airports").begin("the broker at c:1", Duration.ofSeconds(4), null);
        assertThat(outages.current())
                .containsExactly(
                        new JobOutage(SYSTEM, Set.of("flights"), true),
                        new JobOutage("the broker at c:1", Set.of("airports"), false));
        reader.answered();
        reader.close();
        assertThat(outages.current().get(0)).isEqualTo(new JobOutage(SYSTEM, Set.of(), true));
        assertThat(said).hasSize(4);
        assertThat(said.get(0)).endsWith("from where it stands");
        writer.answered();
        assertThat(said.get(4)).isEqualTo("the broker at b:1 is back after 3 s: the job goes on");
        other.close();
        assertThat(said).as("what is given up isn't back").hasSize(5);
        outages.forget();
        outages.of(null).begin(SYSTEM, Duration.ofSeconds(4), null);
        assertThat(outages.current()).isEmpty();
    }
}
