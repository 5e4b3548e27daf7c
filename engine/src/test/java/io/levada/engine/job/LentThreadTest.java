package io.levada.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.config.Settings;
import io.levada.core.data.Row;
import io.levada.core.plan.StreamPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who brings rows may lend his thread to a worker that sleeps: rows pass in it, one thread at a time. */
class LentThreadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FakeWorld world = new FakeWorld();

    private JobHandle start() {
        world.lends = true;
        world.setOpen("in", "s", true);
        StreamPlan plan = new StreamPlan(
                List.of(FakeWorld.sink(FakeWorld.scan("in", Map.of()), "out", Map.of())),
                new Settings(Map.of("parallelism.default", "1", "execution.checkpointing.interval", "5 ms")));
        return Job.start(plan, JobEnvironment.of("test", world.connectors()), new TestOperators());
    }

    @Test
    void aRowPassesInTheThreadThatBringsItWhenTheWorkerSleeps() throws Exception {
        Thread here = Thread.currentThread();
        AtomicInteger readsHere = new AtomicInteger();
        world.onRead = () -> readsHere.addAndGet(Thread.currentThread() == here ? 1 : 0);
        List<Row> all = new ArrayList<>();
        int passedHere = 0;
        try (JobHandle job = start()) {
            long start = System.nanoTime();
            while (passedHere < 20) {
                assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
                Row row = Row.of(1L, (long) all.size());
                all.add(row);
                int before = readsHere.get();
                world.append("in", "s", List.of(row));
                if (readsHere.get() > before) {
                    assertThat(world.written.get()).isEqualTo(all.size());
                    passedHere++;
                }
                Thread.sleep(2);
            }
            world.setOpen("in", "s", false);
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().orThrow().status()).isEqualTo(JobStatus.FINISHED);
        }
        assertThat(world.visible("out")).isEqualTo(all);
    }

    @Test
    void neverDoTwoThreadsWorkAtOnce() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger collisions = new AtomicInteger();
        AtomicReference<Thread> last = new AtomicReference<>(Thread.currentThread());
        AtomicInteger turns = new AtomicInteger();
        world.onRead = () -> {
            collisions.addAndGet(inside.incrementAndGet() > 1 ? 1 : 0);
            Thread.onSpinWait();
            turns.addAndGet(last.getAndSet(Thread.currentThread()) == Thread.currentThread() ? 0 : 1);
            inside.decrementAndGet();
        };
        int least = 4000;
        AtomicInteger brought = new AtomicInteger();
        long start = System.nanoTime();
        try (JobHandle job = start()) {
            List<Thread> bringing = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                int thread = t;
                bringing.add(Thread.ofPlatform().start(() -> {
                    // On a busy machine one thread may bring all of its rows before another gets a turn.
                    for (long i = 0;
                            i < least || turns.get() < 2 && System.nanoTime() - start < PATIENCE.toNanos();
                            i++) {
                        world.append("in", "s", List.of(Row.of((long) thread, i)));
                        brought.incrementAndGet();
                    }
                }));
            }
            for (Thread thread : bringing) {
                thread.join();
            }
            world.setOpen("in", "s", false);
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().orThrow().status()).isEqualTo(JobStatus.FINISHED);
        }
        assertThat(collisions).hasValue(0);
        assertThat(turns.get()).isGreaterThan(1);
        assertThat(world.visible("out")).hasSize(brought.get()).doesNotHaveDuplicates();
    }

    @Test
    void whatFailsInALentThreadFailsTheJobAndNotWhoLentIt() throws Exception {
        Thread here = Thread.currentThread();
        world.onRead = () -> {
            if (Thread.currentThread() == here) {
                throw new IllegalStateException("broken here");
            }
        };
        try (JobHandle job = start()) {
            long start = System.nanoTime();
            while (job.failure() == null && job.awaitEnd(Duration.ofMillis(2)).isEmpty()) {
                assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
                world.append("in", "s", List.of(Row.of(1L, 1L)));
            }
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().failure().message()).contains("broken here");
        }
    }
}
