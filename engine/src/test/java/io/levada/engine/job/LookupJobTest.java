package io.levada.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.config.Settings;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.Calc;
import io.levada.core.plan.LookupJoin;
import io.levada.core.plan.StreamPlan;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When the outside table of a lookup join is read, and what happens meanwhile. */
class LookupJobTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeWorld world = new FakeWorld();
    private final List<JobEvent> events = new CopyOnWriteArrayList<>();

    /** Joins k with the table's k and shows (k, the table's v). */
    private StreamPlan plan() {
        List<Field> fields = new ArrayList<>(FakeWorld.ROWS.fields());
        fields.addAll(FakeWorld.ROWS.fields());
        LookupJoin join = new LookupJoin(
                FakeWorld.scan("in", Map.of()),
                FakeWorld.table("side", Map.of()),
                List.of(0, 1),
                List.of(0),
                List.of(0),
                null,
                false,
                new RowType(fields));
        Calc shown = new Calc(
                join,
                null,
                List.of(new InputRef(0, DataType.BIGINT.notNull()), new InputRef(3, DataType.BIGINT.notNull())),
                FakeWorld.ROWS);
        return new StreamPlan(
                List.of(FakeWorld.sink(shown, "out", Map.of())), new Settings(Map.of("parallelism.default", "2")));
    }

    private JobHandle start() {
        return Engine.start(
                plan(), JobEnvironment.of("test", world.connectors()).withListener(events::add));
    }

    @Test
    void noRowPassesBeforeTheTableIsThere() throws Exception {
        CountDownLatch readable = new CountDownLatch(1);
        world.lookups = () -> {
            try {
                readable.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of(Row.of(1L, 100L));
        };
        world.append("in", "a", List.of(Row.of(1L, 0L), Row.of(2L, 0L)));
        AtomicLong reads = new AtomicLong();
        world.onRead = reads::incrementAndGet;
        try (JobHandle job = start()) {
            assertThat(job.awaitEnd(Duration.ofMillis(200))).isEmpty();
            assertThat(reads.get()).isZero();
            readable.countDown();
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat(world.visible("out")).containsExactly(Row.of(1L, 100L));
    }

    @Test
    void theTableIsReadAgainAndItsOldRowsGoOnWhileItIsAway() throws Exception {
        AtomicLong loads = new AtomicLong();
        world.lookupRefresh = Duration.ofMillis(10);
        world.lookups = () -> {
            if (loads.incrementAndGet() == 2) {
                throw new LevadaException(ErrorCode.CONNECTION, "the store is away");
            }
            return List.of(Row.of(1L, loads.get()));
        };
        world.append("in", "a", List.of());
        world.setOpen("in", "a", true);
        try (JobHandle job = start()) {
            long start = System.nanoTime();
            while (loads.get() < 5 && System.nanoTime() - start < PATIENCE.toNanos()) {
                Thread.onSpinWait();
            }
            world.append("in", "a", List.of(Row.of(1L, 0L)));
            world.setOpen("in", "a", false);
            job.awaitEnd(PATIENCE).orElseThrow().orThrow();
        }
        assertThat((long) world.visible("out").get(0).get(1)).isGreaterThan(2);
        assertThat(events)
                .filteredOn(e -> e instanceof JobEvent.Notice n && n.message().contains("can't be read again"))
                .hasSize(1);
    }

    @Test
    void aTableThatIsNotThereFailsTheJob() throws Exception {
        world.lookups = () -> {
            throw new LevadaException(ErrorCode.FILE_NOT_FOUND, "there is no file");
        };
        world.append("in", "a", List.of(Row.of(1L, 0L)));
        try (JobHandle job = start()) {
            assertThat(job.awaitEnd(PATIENCE).orElseThrow().failure().code()).isEqualTo(ErrorCode.FILE_NOT_FOUND);
        }
    }
}
