package io.levada.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.config.Settings;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import io.levada.engine.time.Clock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that are stopped, killed, moved to another number of workers and broken, and whose output must not show it. */
class CheckpointedJobTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SPLITS = 3;
    private static final int KEYS = 40;

    private final FakeWorld world = new FakeWorld();
    private final List<JobEvent> events = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private StreamPlan plan(int workers, boolean decides) {
        return plan(workers, decides, Map.of());
    }

    private StreamPlan plan(int workers, boolean decides, Map<String, String> more) {
        PlanNode sums = TestOperators.sums(FakeWorld.scan("in", Map.of()));
        Sink sink = FakeWorld.sink(sums, "out", Map.of("decides", Boolean.toString(decides)));
        Map<String, String> settings = new HashMap<>(
                Map.of("parallelism.default", Integer.toString(workers), "execution.checkpointing.interval", "3 ms"));
        settings.putAll(more);
        return new StreamPlan(List.of(sink), new Settings(settings));
    }

    private JobEnvironment environment() {
        return JobEnvironment.of("test", world.connectors())
                .withDirectory(directory.resolve("state"))
                .withListener(events::add);
    }

    private JobHandle start(StreamPlan plan, Restore restore) {
        return Job.start(plan, environment().withRestore(restore), new TestOperators());
    }

    private JobHandle start(StreamPlan plan) {
        return start(plan, new Restore.Latest());
    }

    /** Each key lies in one split, so that the sums of a key come in one order only. */
    private void append(int from, int to) {
        for (int split = 0; split < SPLITS; split++) {
            List<Row> rows = new ArrayList<>();
            for (long i = from; i < to; i++) {
                rows.add(Row.of((i % KEYS) * SPLITS + split, i));
            }
            world.append("in", "s" + split, rows);
        }
    }

    private void setOpen(boolean open) {
        for (int split = 0; split < SPLITS; split++) {
            world.setOpen("in", "s" + split, open);
        }
    }

    private List<Row> expected(int rows) {
        List<Row> expected = new ArrayList<>();
        long[] sums = new long[KEYS * SPLITS];
        for (int split = 0; split < SPLITS; split++) {
            for (long i = 0; i < rows; i++) {
                int key = (int) (i % KEYS) * SPLITS + split;
                sums[key] += i;
                expected.add(Row.of((long) key, sums[key]));
            }
        }
        return expected;
    }

    /** The same rows, each as often; by sorting, because there are many. */
    private void assertVisible(List<Row> expected) {
        assertThat(sorted(world.visible("out"))).isEqualTo(sorted(expected));
    }

    private static List<String> sorted(List<Row> rows) {
        return rows.stream().map(Row::toString).sorted().toList();
    }

    private void awaitWritten(long rows) {
        long start = System.nanoTime();
        while (world.written.get() < rows) {
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
            Thread.onSpinWait();
        }
    }

    private static void awaitCheckpoints(JobHandle job, int count) throws InterruptedException {
        long start = System.nanoTime();
        while (job.checkpoints().completed() < count) {
            assertThat(job.failure()).isNull();
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
            Thread.sleep(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "3, false", "4, true", "5, false", "6, true", "7, false", "8, true"})
    void killedAtAnyMomentAndMovedBetweenWorkersNothingIsLostAndNothingComesTwice(int seed, boolean decides)
            throws Exception {
        Random random = new Random(seed);
        world.mostManifestBytes = seed % 4 == 0 ? 16 << 10 : 0;
        world.lends = seed > 4;
        int rows = 6000;
        setOpen(true);
        int appended = 0;
        int kills = 0;
        while (kills < 12) {
            try (JobHandle job = start(plan(1 + random.nextInt(4), decides))) {
                int more = Math.min(rows, appended + random.nextInt(600));
                append(appended, more);
                appended = more;
                if (random.nextInt(4) == 0) {
                    world.failingApply.set(true);
                }
                if (random.nextInt(6) == 0) {
                    job.stop(false);
                    job.awaitEnd(PATIENCE).orElseThrow().orThrow();
                } else {
                    job.awaitEnd(Duration.ofMillis(random.nextInt(60)));
                    kills++;
                    job.cancel();
                    assertThat(job.awaitEnd(PATIENCE).orElseThrow().status()).isEqualTo(JobStatus.CANCELLED);
                }
            }
        }
        append(appended, rows);
        setOpen(false);
        try (JobHandle job = start(plan(2, decides))) {
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().orThrow().status()).isEqualTo(JobStatus.FINISHED);
        }
        assertVisible(expected(rows));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aDeciderThatFailsLeavesTheAnswerToRecovery(boolean committedBefore) throws Exception {
        setOpen(true);
        append(0, 100);
        int[] calls = {0};
        world.onDecide = () -> {
            if (++calls[0] % 3 == 0) {
                if (committedBefore) {
                    Runnable self = world.onDecide;
                    world.onDecide = null;
                    world.commitOpenTransaction();
                    world.onDecide = self;
                }
                throw new LevadaException(ErrorCode.CONNECTION, "the broker is away");
            }
        };
        try (JobHandle job = start(plan(2, true))) {
            for (int i = 1; i < 6; i++) {
                append(i * 100, i * 100 + 100);
                job.awaitEnd(Duration.ofMillis(50));
            }
            setOpen(false);
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().orThrow().status()).isEqualTo(JobStatus.FINISHED);
        }
        assertThat(calls[0]).isGreaterThan(3);
        assertThat(events).anyMatch(e -> e instanceof JobEvent.Restarting);
        assertVisible(expected(600));
    }

    @Test
    void stoppedWithASavepointAndStartedFromItElsewhereWithMoreWorkers() throws Exception {
        setOpen(true);
        append(0, 200);
        Path savepoint;
        try (JobHandle job = start(plan(1, false))) {
            awaitWritten(200 * SPLITS);
            job.stop(true);
            JobOutcome outcome = job.awaitEnd(PATIENCE).orElseThrow().orThrow();
            assertThat(outcome.status()).isEqualTo(JobStatus.STOPPED);
            savepoint = outcome.savepoint();
        }
        assertVisible(expected(200));
        append(200, 300);
        setOpen(false);
        JobEnvironment elsewhere =
                environment().withDirectory(directory.resolve("elsewhere")).withRestore(new Restore.From(savepoint));
        try (JobHandle job = Job.start(plan(3, false), elsewhere, new TestOperators())) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertVisible(expected(300));
    }

    @Test
    void aKilledJobThatWasStartedFromASavepointGoesOnFromThereAndNotFromWhatWasThereBefore() throws Exception {
        setOpen(true);
        append(0, 50);
        Path savepoint;
        try (JobHandle job = start(plan(1, false))) {
            awaitWritten(50 * SPLITS);
            job.stop(true);
            savepoint = job.awaitEnd(PATIENCE).orElseThrow().orThrow().savepoint();
        }
        StreamPlan rare = plan(2, false, Map.of("execution.checkpointing.interval", "1 h"));
        try (JobHandle job = start(rare, new Restore.From(savepoint))) {
            append(50, 60);
            awaitWritten(60 * SPLITS);
            job.cancel();
            job.awaitEnd(PATIENCE);
        }
        setOpen(false);
        try (JobHandle job = start(plan(2, false))) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertVisible(expected(60));
    }

    @Test
    void aFinishedJobBeginsAnewAndSaysSo() throws Exception {
        append(0, 10);
        for (int i = 0; i < 2; i++) {
            try (JobHandle job = start(plan(1, false))) {
                assertThat(job.awaitEnd(PATIENCE).orElseThrow().orThrow().status())
                        .isEqualTo(JobStatus.FINISHED);
            }
        }
        assertThat(events)
                .anyMatch(e -> e instanceof JobEvent.Notice n && n.message().contains("begins anew"));
        List<Row> twice = expected(10);
        twice.addAll(expected(10));
        assertVisible(twice);
    }

    @Test
    void aJobThatCrashedBetweenItsLastDecisionAndItsEndIsFinishedWithoutReadingMore() throws Exception {
        append(0, 10);
        try (JobHandle job = start(plan(1, false))) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        Files.delete(directory.resolve("state").resolve("finished"));
        append(10, 20);
        try (JobHandle job = start(plan(2, false))) {
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().orThrow().status()).isEqualTo(JobStatus.FINISHED);
        }
        assertVisible(expected(10));
    }

    @Test
    void anotherQueryIsRefusedWhatFreshIsFor() throws Exception {
        setOpen(true);
        append(0, 10);
        try (JobHandle job = start(plan(1, false))) {
            awaitWritten(10 * SPLITS);
            job.stop(false);
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        PlanNode scan = FakeWorld.scan("in", Map.of());
        StreamPlan other = new StreamPlan(
                List.of(FakeWorld.sink(scan, "other", Map.of())), plan(1, false).settings());
        try (JobHandle job = start(other)) {
            LevadaException failure = job.awaitEnd(PATIENCE).orElseThrow().failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.STATE_MISMATCH);
            assertThat(failure.hint()).contains("--fresh");
        }
        try (JobHandle job = start(other, new Restore.Fresh())) {
            awaitWritten(20 * SPLITS);
            job.stop(false);
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat(world.visible("other")).hasSize(10 * SPLITS);
    }

    @Test
    void freshIsMeantAlsoWhenTheFirstAttemptFailsOutside() throws Exception {
        setOpen(true);
        append(0, 10);
        try (JobHandle job = start(plan(1, true))) {
            awaitWritten(10 * SPLITS);
            job.stop(false);
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        world.deciderAway = true;
        setOpen(false);
        try (JobHandle job = start(plan(1, true), new Restore.Fresh())) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat(events).anyMatch(e -> e instanceof JobEvent.Restarting);
        List<Row> twice = expected(10);
        twice.addAll(expected(10));
        assertVisible(twice);
    }

    @Test
    void aDamagedCheckpointIsNamedAndTheOneBeforeItTakesTheJobOn() throws Exception {
        setOpen(true);
        append(0, 10);
        try (JobHandle job = start(plan(1, false))) {
            awaitWritten(10 * SPLITS);
            awaitCheckpoints(job, 4);
            job.stop(false);
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        Path newest;
        try (var checkpoints = Files.list(directory.resolve("state/checkpoints"))) {
            List<Path> kept = checkpoints.toList();
            assertThat(kept).hasSize(2);
            newest = kept.stream()
                    .max(java.util.Comparator.comparingLong(
                            p -> Long.parseLong(p.getFileName().toString())))
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(newest.resolve("state"));
        bytes[bytes.length - 1] ^= 1;
        Files.write(newest.resolve("state"), bytes);
        String offered;
        try (JobHandle job = start(plan(1, false))) {
            LevadaException failure = job.awaitEnd(PATIENCE).orElseThrow().failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.CHECKPOINT_DAMAGED);
            assertThat(failure.message()).contains(newest.toString());
            offered = failure.hint();
        }
        assertThat(offered).contains("--from ");
        Path older = Path.of(offered.substring(offered.indexOf("--from ") + 7).split(" ")[0]);
        setOpen(false);
        try (JobHandle job = start(plan(1, false), new Restore.From(older))) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
    }

    @Test
    void whatACrashLeftOfACheckpointIsGoneAfterTheNextStart() throws Exception {
        setOpen(true);
        append(0, 10);
        try (JobHandle job = start(plan(1, false))) {
            awaitWritten(10 * SPLITS);
            job.stop(false);
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        Path left = directory.resolve("state/checkpoints/900");
        Files.createDirectories(left);
        Files.writeString(left.resolve("state"), "cut off");
        try (JobHandle job = start(plan(1, false))) {
            awaitCheckpoints(job, 3);
            assertThat(left)
                    .satisfiesAnyOf(
                            gone -> assertThat(gone).doesNotExist(),
                            gone -> assertThat(gone).isEmptyDirectory());
            assertThat(job.checkpoints().lastId()).isGreaterThan(900);
            job.stop(false);
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        try (JobHandle job = start(plan(1, false))) {
            awaitCheckpoints(job, 1);
        }
        assertThat(left).as("its number is taken by others").doesNotExist();
    }

    /** By a clock of which each look takes a second. */
    @Test
    void aRestoreThatTakesLongIsSpokenOf() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Clock slow = new Clock() {
            @Override
            public long nowMicros() {
                return Clock.SYSTEM.nowMicros();
            }

            @Override
            public long nanoTime() {
                return nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            }
        };
        setOpen(true);
        append(0, KEYS);
        StreamPlan plan = plan(2, false, Map.of("execution.checkpointing.timeout", "10000 d"));
        try (JobHandle job = start(plan)) {
            awaitWritten((long) KEYS * SPLITS);
            job.stop(false);
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat(events).noneMatch(JobEvent.Notice.class::isInstance);
        setOpen(false);
        JobEnvironment own = environment();
        JobEnvironment slowly = new JobEnvironment(
                own.name(), own.connectors(), own.directory(), own.restore(), null, own.listener(), slow);
        try (JobHandle job = Job.start(plan, slowly, new TestOperators())) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        List<String> notices = events.stream()
                .filter(JobEvent.Notice.class::isInstance)
                .map(event -> ((JobEvent.Notice) event).message())
                .toList();
        assertThat(notices.getFirst()).matches("(checking|restoring) checkpoint \\d+, 0 of 0 MB");
        assertThat(notices.getLast()).matches("restored checkpoint \\d+, 0 MB in \\d+\\.0 s");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aManifestThatACrashCutOffCountsForNothing(boolean decides) throws Exception {
        setOpen(true);
        append(0, 10);
        long last;
        try (JobHandle job = start(plan(1, decides))) {
            awaitWritten(10 * SPLITS);
            job.stop(false);
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
            last = job.checkpoints().lastId();
        }
        Path torn = directory.resolve("state/checkpoints/" + (last + 1));
        Files.createDirectories(torn);
        Files.writeString(torn.resolve("state"), "whole or not");
        Files.writeString(torn.resolve("manifest.prepared"), "LEVADA-M cut off");
        append(10, 20);
        setOpen(false);
        try (JobHandle job = start(plan(1, decides))) {
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().orThrow().status()).isEqualTo(JobStatus.FINISHED);
            assertThat(job.checkpoints().lastId()).isGreaterThan(last + 1);
        }
        assertVisible(expected(20));
        assertThat(torn.resolve("manifest.prepared")).doesNotExist();
    }

    /** As after a loss of power: of what nobody synced, nothing came to the disk. */
    @ParameterizedTest
    @CsvSource({"''", "LEVADA-M cut off"})
    void aManifestThatTheMarkCarriesIsBroughtBack(String leftOnDisk) throws Exception {
        world.mostManifestBytes = 16 << 10;
        setOpen(true);
        append(0, 10);
        world.onDecide = () -> {
            if (world.manifest != null) {
                world.onDecide = null;
                throw new LevadaException(ErrorCode.INTERNAL, "the power is gone");
            }
        };
        try (JobHandle job = start(plan(1, true))) {
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().failure().message()).contains("power");
        }
        Path last = directory.resolve("state/checkpoints/" + world.decided);
        Files.delete(last.resolve("manifest"));
        Files.writeString(last.resolve("manifest.prepared"), leftOnDisk);
        append(10, 20);
        setOpen(false);
        try (JobHandle job = start(plan(2, true))) {
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().orThrow().status()).isEqualTo(JobStatus.FINISHED);
        }
        assertVisible(expected(20));
    }

    @Test
    void aDiskThatRefusesFailsTheJobAndNamesThePath() throws Exception {
        setOpen(true);
        append(0, 10);
        try (JobHandle job = start(plan(1, false))) {
            awaitCheckpoints(job, 1);
            // Where the next checkpoints should be made, files stand in the way.
            for (int i = 1; i < 4000; i++) {
                try {
                    Files.createFile(directory.resolve("state/checkpoints/" + i));
                } catch (FileAlreadyExistsException e) {
                    continue; // the job was quicker
                }
            }
            LevadaException failure = job.awaitEnd(PATIENCE).orElseThrow().failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE);
            assertThat(failure.message()).contains(directory.toString());
        }
    }

    @Test
    void aCheckpointThatTakesTooLongFailsTheJob() throws Exception {
        setOpen(true);
        append(0, 10_000);
        world.sinkBlocked.set(true);
        try (JobHandle job = start(plan(1, false, Map.of("execution.checkpointing.timeout", "200 ms")))) {
            LevadaException failure = job.awaitEnd(PATIENCE).orElseThrow().failure();
            assertThat(failure.message()).contains("took longer than 200 ms").contains("writers have not come");
        }
    }

    /** A broker that doesn't answer must not keep the job from noticing that time is up. */
    @Test
    void aDecisionThatTakesTooLongFailsTheJobAndLeavesTheAnswerToRecovery() throws Exception {
        append(0, 100);
        CountDownLatch interrupted = new CountDownLatch(1);
        world.onDecide = () -> {
            world.onDecide = null;
            try {
                Thread.sleep(PATIENCE);
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new LevadaException(ErrorCode.CONNECTION, "interrupted");
            }
        };
        try (JobHandle job = start(plan(2, true, Map.of("execution.checkpointing.timeout", "100 ms")))) {
            LevadaException failure = job.awaitEnd(PATIENCE).orElseThrow().failure();
            assertThat(failure.message()).contains("took longer than 100 ms").contains("still being committed");
        }
        assertThat(interrupted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        try (JobHandle job = start(plan(2, true))) {
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().orThrow().status()).isEqualTo(JobStatus.FINISHED);
        }
        assertVisible(expected(100));
    }

    @Test
    void recordsThatCantBeDecodedAreKeptOnce() throws Exception {
        setOpen(true);
        append(0, 20);
        world.append("in", "s0", new ArrayList<>(Arrays.asList((Row) null, null)));
        Path file = directory.resolve("state/dead-letters/in.jsonl");
        for (int i = 0; i < 5; i++) {
            try (JobHandle job = start(plan(2, false))) {
                long start = System.nanoTime();
                while (Files.notExists(file) && System.nanoTime() - start < PATIENCE.toNanos()) {
                    Thread.onSpinWait();
                }
                job.cancel();
            }
        }
        append(20, 30);
        setOpen(false);
        try (JobHandle job = start(plan(2, false))) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .allMatch(line -> line.contains("\"raw_base64\":\"YmFk\"") && line.contains("not a \\\"row\\\""));
        assertThat(events)
                .anyMatch(e -> e instanceof JobEvent.DeadLetter d && d.table().equals("in"));
    }

    @Test
    void sourcesAreToldWhatIsSafeOnlyAfterItIsApplied() throws Exception {
        append(0, 100);
        try (JobHandle job = start(plan(2, false))) {
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat(world.calls).contains("committed in");
        int applied = 0;
        for (String call : world.calls) {
            applied += call.startsWith("apply") ? 1 : 0;
            assertThat(applied).as("told before anything was applied").isPositive();
        }
    }
}
