package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.data.Watermark;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.JoinTime;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import io.levada.engine.codegen.Kernels;
import io.levada.engine.operator.OperatorHarness.Step;
import io.levada.testkit.BatchText;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins that forget rows when time has passed them. */
class TimedJoinOperatorTest {
    private static final DataType TIME = DataType.timestamp(3);
    private static final RowType SIDE =
            TestPlans.row("k", DataType.INTEGER, "n", DataType.INTEGER.notNull(), "t", TIME);
    private static final LocalDateTime START = LocalDateTime.parse("2026-03-01T10:00:00");

    private static Join join(
            PlanNode side, JoinKind kind, List<Integer> keys, @Nullable Expr condition, JoinTime time) {
        int width = side.rowType().size();
        List<Integer> output =
                IntStream.range(0, kind.leftOnly() ? width : 2 * width).boxed().toList();
        List<Field> joined = Join.joined(side.rowType(), side.rowType(), kind);
        RowType type = new RowType(output.stream().map(joined::get).toList());
        return new Join(
                side, side, kind, keys, keys, condition, time, false, false, output, ChangelogMode.APPEND, type);
    }

    /** {@code left.t BETWEEN right.t - 5 s AND right.t + 10 s}. */
    private static Join interval(JoinKind kind) {
        Expr left = new InputRef(2, TIME);
        Expr right = new InputRef(5, TIME);
        Expr condition = new Call(
                Op.AND,
                List.of(
                        new Call(Op.GE, List.of(left, moved(Op.MINUS, right, 5)), DataType.BOOLEAN),
                        new Call(Op.LE, List.of(left, moved(Op.PLUS, right, 10)), DataType.BOOLEAN)),
                DataType.BOOLEAN);
        return join(
                TestPlans.input(SIDE, ChangelogMode.APPEND),
                kind,
                List.of(0),
                condition,
                new JoinTime.Interval(2, 2, 5_000_000, 10_000_000));
    }

    private static Expr moved(String op, Expr time, int seconds) {
        Expr interval = new Literal(
                Duration.ofSeconds(seconds),
                DataType.of(TypeKind.INTERVAL_DAY_TIME).notNull());
        return new Call(op, List.of(time, interval), TIME);
    }

    private static boolean isNear(Row left, Row right) {
        if (left.get(2) == null || right.get(2) == null) {
            return false;
        }
        Duration apart = Duration.between((LocalDateTime) right.get(2), (LocalDateTime) left.get(2));
        return apart.compareTo(Duration.ofSeconds(-5)) >= 0 && apart.compareTo(Duration.ofSeconds(10)) <= 0;
    }

    /** Rows of windows of 10 seconds; window_start and window_end stand in columns 3 and 4. */
    private static Join window(JoinKind kind) {
        return window(kind, List.of(0, 3, 4));
    }

    private static Join window(JoinKind kind, List<Integer> keys) {
        PlanNode side = new WindowAssign(
                TestPlans.input(SIDE, ChangelogMode.APPEND), new WindowSpec.Tumble(10_000_000, 0), 2, false);
        return join(side, kind, keys, null, new JoinTime.Window(keys.size() - 1));
    }

    private static OperatorHarness harness(Join node) {
        var kernels = node.condition() == null
                ? null
                : Kernels.calc(
                        JoinOperator.kernelInput(node), node.condition(), JoinOperator.kernelOutput(node), false);
        int[] keys = node.leftKeys().stream().mapToInt(i -> i).toArray();
        return new OperatorHarness(
                        () -> JoinOperator.create(node, kernels == null ? null : kernels.get()),
                        List.of(node.left().rowType(), node.right().rowType()),
                        node.rowType(),
                        List.of(keys, keys))
                .configure(context -> context.batchSize = 5);
    }

    private interface Making {
        Row make(int number, int second);
    }

    /** Rows up to 8 seconds ahead of the watermark, in disorder, none late. */
    private static List<Step> script(long seed, Making making) {
        Random random = new Random(seed);
        List<Step> script = new ArrayList<>();
        int number = 0;
        for (int second = 0; second < 60; second += 1 + random.nextInt(4)) {
            for (int input = 0; input < 2; input++) {
                List<Row> rows = new ArrayList<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    rows.add(making.make(number++, second + random.nextInt(8)));
                }
                if (!rows.isEmpty()) {
                    script.add(new Step.Rows(input, rows));
                }
            }
            script.add(new Step.Mark(micros(second) - 1));
        }
        script.add(new Step.Mark(Watermark.END));
        return script;
    }

    private static long micros(int second) {
        return Boxed.toMicros(START.plusSeconds(second));
    }

    private static void compare(Join node, JoinModel model, List<Step> script) {
        for (Step step : script) {
            if (step instanceof Step.Rows rows) {
                model.apply(rows.input(), rows.rows());
            }
        }
        assertThat(model.table()).isNotEmpty();
        assertThat(harness(node).checkedTable(script)).isEqualTo(model.table());
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void intervalJoinsAgreeWithTheModel(JoinKind kind) {
        for (long seed = 1; seed <= 3; seed++) {
            Random random = new Random(seed);
            List<Step> script = script(seed, (n, second) -> {
                Integer key = random.nextInt(8) == 0 ? null : random.nextInt(3);
                return Row.of(key, n, random.nextInt(12) == 0 ? null : START.plusSeconds(second));
            });
            compare(interval(kind), new JoinModel(interval(kind), TimedJoinOperatorTest::isNear), script);
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void windowJoinsAgreeWithTheModel(JoinKind kind) {
        for (long seed = 1; seed <= 3; seed++) {
            Random random = new Random(seed);
            List<Step> script = script(seed, (n, second) -> windowed(random.nextInt(8) == 0 ? null : n % 4, n, second));
            compare(window(kind), new JoinModel(window(kind), (l, r) -> true), script);
        }
    }

    /** All rows of one side come before any of the other's, many at a time, so that they are remembered without partners. */
    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void theWindowMayBeAllThatRowsHaveInCommon(JoinKind kind) {
        Join node = window(kind, List.of(3, 4));
        for (int first = 0; first < 2; first++) {
            List<Row> rows = IntStream.range(0, 12)
                    .mapToObj(n -> windowed(n % 3, n, n % 10))
                    .toList();
            List<Step> script = List.of(
                    new Step.Rows(first, rows),
                    new Step.Rows(first, List.of(windowed(1, 20, 14))),
                    new Step.Rows(1 - first, rows.subList(0, 2)),
                    new Step.Rows(first, rows.subList(3, 5)),
                    new Step.Rows(1 - first, List.of(windowed(1, 21, 25))),
                    new Step.Mark(Watermark.END));
            compare(node, new JoinModel(node, (l, r) -> true), script);
        }
    }

    private static Row windowed(Integer key, int number, int second) {
        LocalDateTime start = START.plusSeconds(second / 10 * 10);
        LocalDateTime end = start.plusSeconds(10);
        return Row.of(key, number, START.plusSeconds(second), start, end, end.minusNanos(1_000_000));
    }

    @Test
    void lateRowsOfAnIntervalJoinStillMeetWhatIsRemembered() {
        List<Row> changes = harness(interval(JoinKind.LEFT)).check("""
                right 1 10 2026-03-01T10:00:20
                watermark 2026-03-01T10:00:29
                left 1 1 2026-03-01T10:00:15
                left 1 2 2026-03-01T10:00:14
                left 2 3 2026-03-01T10:00:26
                watermark 2026-03-01T10:00:30
                left 1 4 2026-03-01T10:00:30
                end
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 1 1 2026-03-01T10:00:15 1 10 2026-03-01T10:00:20
                +I 1 2 2026-03-01T10:00:14 null null null
                +I 2 3 2026-03-01T10:00:26 null null null
                +I 1 4 2026-03-01T10:00:30 null null null
                """);
    }

    @Test
    void rowsOfClosedWindowsAreDropped() {
        Join node = window(JoinKind.FULL);
        List<Step> script = List.of(
                new Step.Rows(0, List.of(windowed(1, 1, 3))),
                new Step.Mark(micros(10) - 1_000),
                new Step.Rows(1, List.of(windowed(1, 2, 4), windowed(1, 3, 11))),
                new Step.Mark(Watermark.END));
        List<Row> changes = harness(node).check(script);
        assertThat(changes.stream().map(r -> r.get(1) + "-" + r.get(7))).containsExactly("1-null", "null-3");
    }

    @Test
    void aWindowGoesAsAWhole() {
        Operator operator = JoinOperator.create(window(JoinKind.INNER), null);
        operator.open(new TestContext(), batch -> {});
        RowType type = window(JoinKind.INNER).left().rowType();
        operator.process(0, Boxed.batch(List.of(windowed(1, 1, 3), windowed(2, 2, 13), windowed(3, 3, 4)), type));
        operator.process(1, Boxed.batch(List.of(windowed(1, 4, 5)), type));
        assertThat(entries(operator)).isEqualTo(7);
        assertThat(operator.watermark(micros(10) - 1_001)).isTrue();
        assertThat(entries(operator)).isEqualTo(7);
        assertThat(operator.watermark(micros(10) - 1_000)).isTrue();
        assertThat(entries(operator)).isEqualTo(2);
    }

    @Test
    void windowsWrittenRowByRowAreRefused() {
        Operator operator = JoinOperator.create(window(JoinKind.INNER), null);
        operator.open(new TestContext(), batch -> {});
        DataInputStream written = new DataInputStream(new ByteArrayInputStream(new byte[] {3, 0, 0, 0, 0}));
        assertThatThrownBy(() -> operator.restoreGroup(0, written))
                .isInstanceOf(LevadaException.class)
                .hasMessageContaining("format 3");
    }

    @Test
    void whatTimeHasPassedIsForgotten() {
        Join node = interval(JoinKind.INNER);
        Operator operator = JoinOperator.create(
                node,
                Kernels.calc(JoinOperator.kernelInput(node), node.condition(), JoinOperator.kernelOutput(node), false)
                        .get());
        operator.open(new TestContext(), batch -> {});
        operator.process(0, Boxed.batch(List.of(Row.of(1, 1, START)), SIDE));
        operator.process(1, Boxed.batch(List.of(Row.of(1, 1, START)), SIDE));
        assertThat(operator.watermark(micros(5) - 1)).isTrue();
        assertThat(entries(operator)).isEqualTo(3);
        assertThat(operator.watermark(micros(10))).isTrue();
        assertThat(entries(operator)).isZero();
        assertThat(operator.watermarkDelayMicros()).isEqualTo(10_000_000);
    }

    /** A key and rows. */
    private static int entries(Operator operator) {
        return operator.freeze().parts().stream()
                .mapToInt(part -> part.all().size())
                .sum();
    }
}
