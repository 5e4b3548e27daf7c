package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.data.Watermark;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.JoinTime;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowAggregate.Property;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.engine.operator.OperatorHarness.Step;
import io.levada.engine.state.SpillDirectory;
import io.levada.engine.state.StateMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Window joins of aggregates: the rows of k, name, window_start and window_end come when their window is over. */
class WindowPairsTest {
    private static final DataType TIME = DataType.timestamp(3);
    private static final LocalDateTime START = LocalDateTime.parse("2026-03-01T10:00:00");
    private static final int COLUMNS = 4;

    private static RowType rows(DataType key) {
        return TestPlans.row("k", key, "name", DataType.STRING, "window_start", TIME, "window_end", TIME);
    }

    private static PlanNode atEnd(DataType key) {
        RowType clicks = TestPlans.row("k", key, "name", DataType.STRING, "t", TIME);
        return new WindowAggregate(
                TestPlans.input(clicks, ChangelogMode.APPEND),
                new WindowSpec.Tumble(10_000_000, 0),
                2,
                false,
                List.of(0, 1),
                List.of(),
                List.of(Property.START, Property.END),
                rows(key));
    }

    private static Join join(PlanNode side, JoinKind kind, List<Integer> keys, List<Integer> output) {
        List<Field> joined = Join.joined(side.rowType(), side.rowType(), kind);
        RowType type = new RowType(output.stream().map(joined::get).toList());
        JoinTime time = new JoinTime.Window(keys.indexOf(3));
        return new Join(side, side, kind, keys, keys, null, time, false, false, output, ChangelogMode.APPEND, type);
    }

    private static Join join(PlanNode side, List<Integer> keys) {
        return join(side, JoinKind.INNER, keys, all(2 * COLUMNS));
    }

    private static List<Integer> all(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static OperatorHarness harness(Join node) {
        int[] keys = node.leftKeys().stream().mapToInt(i -> i).toArray();
        return new OperatorHarness(
                        () -> JoinOperator.create(node, null),
                        List.of(node.left().rowType(), node.right().rowType()),
                        node.rowType(),
                        List.of(keys, keys))
                .configure(context -> context.batchSize = 5);
    }

    private static Row row(Object key, String name, int window) {
        return Row.of(key, name, START.plusSeconds(window * 10L), START.plusSeconds(window * 10L + 10));
    }

    private static String name(int number) {
        return number % 3 == 0 ? null : number % 3 == 1 ? "n" + number % 5 : "a name of some length " + number % 5;
    }

    private static long endOf(int window) {
        return Boxed.toMicros(START.plusSeconds(window * 10L + 10)) - 1_000;
    }

    /** Of eight windows the rows of one side, then of the other, in several batches; some have rows of one side only. */
    private static List<Step> script(long seed, IntFunction<Object> key) {
        Random random = new Random(seed);
        List<Step> script = new ArrayList<>();
        for (int window = 0; window < 8; window++) {
            for (int turn = 0; turn < 5; turn++) {
                int input = random.nextInt(2);
                List<Row> rows = new ArrayList<>();
                for (int i = random.nextInt(8); i >= 0; i--) {
                    boolean isEarlier = window > 0 && random.nextInt(10) == 0;
                    Object its = random.nextInt(9) == 0 ? null : key.apply(random.nextInt(6));
                    rows.add(row(its, name(random.nextInt(15)), isEarlier ? window - 1 : window));
                }
                script.add(new Step.Rows(input, rows));
            }
            if (window % 2 == 1) {
                script.add(new Step.Mark(endOf(window - 1)));
            }
        }
        script.add(new Step.Mark(Watermark.END));
        return script;
    }

    static Stream<Arguments> joins() {
        List<Arguments> joins = new ArrayList<>();
        for (List<Integer> keys : List.of(List.of(0, 2, 3), List.of(3, 2), List.of(0, 1, 2, 3), List.of(1, 3, 2))) {
            for (DataType key : List.of(DataType.BIGINT, DataType.INTEGER, DataType.STRING)) {
                joins.add(Arguments.of(join(atEnd(key), keys), key));
            }
        }
        joins.add(Arguments.of(
                join(atEnd(DataType.BIGINT), JoinKind.INNER, List.of(0, 2, 3), List.of(0, 1, 2)), DataType.BIGINT));
        joins.add(Arguments.of(
                join(atEnd(DataType.BIGINT), JoinKind.INNER, List.of(0, 2, 3), List.of(5, 4, 7)), DataType.BIGINT));
        joins.add(Arguments.of(
                join(atEnd(DataType.BIGINT), JoinKind.LEFT, List.of(0, 2, 3), all(2 * COLUMNS)), DataType.BIGINT));
        return joins.stream();
    }

    @ParameterizedTest
    @MethodSource("joins")
    void agreeWithTheModel(Join node, DataType key) {
        IntFunction<Object> keys = key == DataType.BIGINT
                ? number -> (long) number
                : key == DataType.STRING ? number -> "key " + number : number -> number;
        for (long seed = 1; seed <= 3; seed++) {
            JoinModel model = new JoinModel(node, (left, right) -> true);
            List<Step> script = script(seed, keys);
            for (Step step : script) {
                if (step instanceof Step.Rows rows) {
                    model.apply(rows.input(), rows.rows());
                }
            }
            assertThat(model.table()).isNotEmpty();
            assertThat(harness(node).checkedTable(script)).isEqualTo(model.table());
        }
    }

    private static final Join BY_KEY = join(atEnd(DataType.BIGINT), List.of(0, 2, 3));

    private static Operator open(Join node, List<Row> told) {
        Operator operator = JoinOperator.create(node, null);
        operator.open(new TestContext(), batch -> told.addAll(Boxed.rows(batch, node.rowType())));
        return operator;
    }

    private static void give(Operator operator, int input, List<Row> rows) {
        operator.process(input, Boxed.batch(rows, rows(DataType.BIGINT)));
    }

    @Test
    void areToldWhenTheirWindowIsOver() {
        List<Row> told = new ArrayList<>();
        Operator operator = open(BY_KEY, told);
        give(operator, 0, List.of(row(1L, "left", 0), row(2L, "left", 1)));
        give(operator, 1, List.of(row(1L, "right", 0), row(2L, "right", 1)));
        assertThat(told).isEmpty();
        operator.watermark(endOf(0) - 1);
        assertThat(told).isEmpty();
        operator.watermark(endOf(0));
        assertThat(told).extracting(pair -> pair.get(0)).containsExactly(1L);
        operator.watermark(Watermark.END);
        assertThat(told).extracting(pair -> pair.get(0)).containsExactly(1L, 2L);
        assertThat(operator.stateBytes()).isLessThan(1_000);
    }

    @Test
    void rowsOfWindowsThatAreOverAreDropped() {
        List<Row> told = new ArrayList<>();
        Operator operator = open(BY_KEY, told);
        give(operator, 0, List.of(row(1L, "left", 0)));
        operator.watermark(endOf(0));
        give(operator, 1, List.of(row(1L, "late", 0)));
        give(operator, 0, List.of(row(1L, "late", 0)));
        operator.watermark(Watermark.END);
        assertThat(told).isEmpty();
    }

    /** Many pairs of one row come in batches of the usual size. */
    @Test
    void comeInBatches() {
        Operator operator = JoinOperator.create(BY_KEY, null);
        List<Integer> sizes = new ArrayList<>();
        TestContext context = new TestContext();
        context.batchSize = 100;
        operator.open(context, batch -> sizes.add(batch.rowCount()));
        give(
                operator,
                0,
                IntStream.range(0, 130).mapToObj(i -> row(7L, "l" + i, 0)).toList());
        give(
                operator,
                1,
                IntStream.range(0, 200).mapToObj(i -> row(7L, "r" + i, 0)).toList());
        while (!operator.watermark(Watermark.END)) {}
        assertThat(sizes).hasSize(260).containsOnly(100);
    }

    /** What a version wrote that told pairs at once isn't told again, and is joined with what comes. */
    @Test
    void goOnFromWindowsWhosePairsWereToldAtOnce() {
        List<Row> told = new ArrayList<>();
        Operator atOnce =
                open(join(TestPlans.input(rows(DataType.BIGINT), ChangelogMode.APPEND), List.of(0, 2, 3)), told);
        give(atOnce, 0, List.of(row(1L, "left", 0)));
        give(atOnce, 1, List.of(row(1L, "right", 0)));
        assertThat(told).hasSize(1);
        Operator restored = restored(atOnce, told);
        give(restored, 1, List.of(row(1L, "more", 0), row(1L, "more", 1)));
        give(restored, 0, List.of(row(1L, "more", 1)));
        restored.watermark(Watermark.END);
        assertThat(told)
                .extracting(pair -> pair.get(1) + "-" + pair.get(5))
                .containsExactly("left-right", "left-more", "more-more");
    }

    private static Operator restored(Operator operator, List<Row> told) {
        Operator restored = open(BY_KEY, told);
        try {
            CheckpointFiles.restoreAll(operator.freeze(), group -> restored, () -> {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return restored;
    }

    /** What waits can't go to disk; when it is much, it is put where it can. */
    @Test
    void muchThatWaitsCanGoToDisk(@TempDir Path folder) throws IOException {
        List<Row> told = new ArrayList<>();
        try (SpillDirectory directory = new SpillDirectory(folder)) {
            StateMemory memory = new StateMemory(directory);
            Operator operator = memory.building(() -> JoinOperator.create(BY_KEY, null));
            memory.building(() ->
                    operator.open(new TestContext(), batch -> told.addAll(Boxed.rows(batch, BY_KEY.rowType()))));
            String text = "x".repeat(1 << 12);
            for (int i = 0; i < 6; i++) {
                int first = i * 1000;
                give(
                        operator,
                        0,
                        IntStream.range(0, 1000)
                                .mapToObj(k -> row((long) first + k, text, 0))
                                .toList());
            }
            give(operator, 1, List.of(row(17L, "early", 0), row(5999L, "late", 0)));
            assertThat(memory.makeRoom(Long.MAX_VALUE, 0)).isGreaterThan(10 << 20);
            while (!operator.watermark(Watermark.END)) {}
        }
        assertThat(told).extracting(pair -> pair.get(5)).containsExactlyInAnyOrder("early", "late");
    }
}
