package io.levada.engine.operator;

import static io.levada.engine.operator.TestPlans.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.data.Batch;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.data.Watermark;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.operator.OperatorHarness.Step;
import io.levada.testkit.BatchText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are combined before they change workers give what they give as they are. */
class CombinedWindowTest {
    private static final long SECOND = 1_000_000;
    private static final RowType CLICKS =
            TestPlans.row("k", DataType.BIGINT, "v", DataType.INTEGER, "ts", DataType.timestamp(3));

    private static List<AggregateCall> calls(RowType type) {
        return List.of(
                call("COUNT", type, -1),
                call("COUNT", type, 1),
                call("SUM", type, 1),
                call("AVG", type, 1),
                call("MIN", type, 1),
                call("MAX", type, 2));
    }

    private static WindowAggregate node(RowType type, WindowSpec window, List<AggregateCall> calls, boolean clock) {
        return WindowAggregateOperatorTest.node(type, window, calls, clock, ChangelogMode.APPEND);
    }

    private static OperatorHarness harness(WindowAggregate node) {
        return new OperatorHarness(
                () -> new CombinedOperator(node), node.input().rowType(), node.rowType(), 0);
    }

    private static List<AggregateCall> filteredCalls() {
        List<AggregateCall> calls = new ArrayList<>(calls(WindowModel.TYPE));
        calls.add(call("COUNT", WindowModel.TYPE, 4, false, 5));
        calls.add(call("SUM", WindowModel.TYPE, 1, false, 5));
        calls.add(call("MIN", WindowModel.TYPE, 2, false, 5));
        calls.add(call("MAX", WindowModel.TYPE, 5));
        return calls;
    }

    @ParameterizedTest
    @EnumSource(WindowAggregateOperatorTest.Shape.class)
    void agreesWithTheModelOnDisorder(WindowAggregateOperatorTest.Shape shape) {
        for (long seed = 1; seed <= 3; seed++) {
            WindowAggregate node = node(WindowModel.TYPE, shape.spec, filteredCalls(), false);
            List<Step> script = WindowModel.script(seed, 120);
            WindowModel.Expected expected = WindowModel.expected(node, script);
            assertThat(expected.late()).isPositive();
            assertThat(harness(node).configure(context -> context.batchSize = 3).checkedTable(script))
                    .isEqualTo(expected.table());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sessionsAgreeWithTheModelOnDisorder(long seed) {
        WindowSpec window = new WindowSpec.Session(seed * SECOND, List.of(0));
        WindowAggregate node = node(WindowModel.TYPE, window, filteredCalls(), false);
        List<Step> script = WindowModel.script(seed, 120);
        OperatorHarness harness = harness(node).configure(context -> context.batchSize = 3);
        assertThat(harness.checkedTable(script))
                .isEqualTo(SessionAggregateOperatorTest.model(node, script, seed * SECOND));
    }

    @Test
    void rowsOfOneKeyAndSliceBecomeOne() {
        WindowAggregate node = node(CLICKS, new WindowSpec.Hop(5 * SECOND, 10 * SECOND, 0), calls(CLICKS), false);
        CombinedOperator operator = new CombinedOperator(node);
        String rows = run(operator, node, CLICKS, """
                1 5 12:00:01
                1 null 12:00:02
                2 7 12:00:03
                1 9 12:00:06
                1 2 12:00:04
                """);
        assertThat(operator.combinedRows).isEqualTo(3);
        assertThat(rows).isEqualTo("""
                +I 1 3 2 7 3 2 12:00:04 11:59:55 12:00:05 12:00:04.999
                +I 2 1 1 7 7 7 12:00:03 11:59:55 12:00:05 12:00:04.999
                +I 1 4 3 16 5 2 12:00:06 12:00 12:00:10 12:00:09.999
                +I 2 1 1 7 7 7 12:00:03 12:00 12:00:10 12:00:09.999
                +I 1 1 1 9 9 9 12:00:06 12:00:05 12:00:15 12:00:14.999
                """);
    }

    @Test
    void rowsOfOneSessionBecomeOneAndThoseOfTwoDont() {
        WindowAggregate node = node(CLICKS, new WindowSpec.Session(10 * SECOND, List.of(0)), calls(CLICKS), false);
        CombinedOperator near = new CombinedOperator(node);
        assertThat(run(near, node, CLICKS, """
                1 1 12:00:10
                1 2 12:00:00
                1 3 12:00:20
                2 4 12:00:20
                """)).isEqualTo("""
                +I 1 3 3 6 2 1 12:00:20 12:00 12:00:30 12:00:29.999
                +I 2 1 1 4 4 4 12:00:20 12:00:20 12:00:30 12:00:29.999
                """);
        assertThat(near.combinedRows).isEqualTo(2);
        CombinedOperator far = new CombinedOperator(node);
        assertThat(run(far, node, CLICKS, """
                1 1 12:00:00
                1 2 12:00:05
                1 3 12:00:20
                2 4 12:00:20
                """)).isEqualTo("""
                +I 1 2 2 3 1 1 12:00:05 12:00 12:00:15 12:00:14.999
                +I 1 1 1 3 3 3 12:00:20 12:00:20 12:00:30 12:00:29.999
                +I 2 1 1 4 4 4 12:00:20 12:00:20 12:00:30 12:00:29.999
                """);
    }

    /** The first two rows are late, and would be part of the session of the third. */
    @Test
    void aLateRowDoesntRideWithOneThatIsnt() {
        WindowAggregate node = node(CLICKS, new WindowSpec.Session(10 * SECOND, List.of(0)), calls(CLICKS), false);
        TestContext context = new TestContext();
        CombinedOperator operator = new CombinedOperator(node);
        StringBuilder rows = new StringBuilder();
        operator.open(context, batch -> rows.append(BatchText.print(batch, node.rowType())));
        operator.watermark(BatchText.micros("12:00:15"));
        operator.process(0, BatchText.parse(CLICKS, """
                1 1 12:00:01
                1 2 12:00:02
                1 4 12:00:08
                1 8 12:00:09
                """));
        operator.watermark(Watermark.END);
        assertThat(rows).hasToString("""
                +I 1 2 2 12 6 4 12:00:09 12:00:08 12:00:19 12:00:18.999
                """);
        assertThat(context.figure("late_rows")).isEqualTo(2);
    }

    @Test
    void lateRowsAreCountedOneByOne() {
        TestContext context = new TestContext();
        CombinedOperator operator =
                new CombinedOperator(node(CLICKS, new WindowSpec.Tumble(10 * SECOND, 0), calls(CLICKS), false));
        operator.open(context, batch -> {});
        operator.watermark(BatchText.micros("12:00:09.999"));
        operator.process(
                0, BatchText.parse(CLICKS, "1 1 12:00:01\n1 1 12:00:10\n1 1 12:00:09\n1 1 12:00:09\n2 1 12:00:09"));
        assertThat(context.figure("late_rows")).isEqualTo(4);
    }

    @Test
    void windowsThatRowsBringAlongAreTakenApart() {
        RowType type = TestPlans.row(
                "k", DataType.BIGINT, "s", DataType.timestamp(3), "e", DataType.timestamp(3), "v", DataType.INTEGER);
        WindowAggregate node = node(type, new WindowSpec.Attached(1, 2), List.of(call("MAX", type, 3)), false);
        CombinedOperator operator = new CombinedOperator(node);
        assertThat(run(operator, node, type, """
                1 12:00 12:05 1
                1 12:00 12:10 2
                1 12:05 12:10 3
                1 12:00 12:05 4
                1 12:00 12:10 null
                """)).isEqualTo("""
                +I 1 4 12:00 12:05 12:04:59.999
                +I 1 2 12:00 12:10 12:09:59.999
                +I 1 3 12:05 12:10 12:09:59.999
                """);
        assertThat(operator.combinedRows).isEqualTo(3);
    }

    @Test
    void theClockMakesWindowsOfWhatWasCombined() {
        RowType type = TestPlans.row("k", DataType.BIGINT, "v", DataType.INTEGER, "ts", DataType.timestampLtz(3));
        WindowAggregate node = node(type, new WindowSpec.Tumble(10 * SECOND, 0), List.of(call("SUM", type, 1)), true);
        OperatorHarness harness = harness(node).timed().configure(context -> {
            context.zone = ZoneId.of("UTC");
            context.nowMicros = BatchText.micros("12:00:01");
        });
        assertThat(BatchText.print(harness.check("""
                clock 12:00:01
                1 1 null
                1 2 null
                clock 12:00:10
                1 4 null
                end
                """))).isEqualTo("""
                +I 1 3 12:00 12:00:10 1970-01-01T12:00:09.999Z
                +I 1 4 12:00:10 12:00:20 1970-01-01T12:00:19.999Z
                """);
    }

    @Test
    void aRowWithoutATimeFailsTheJob() {
        CombinedOperator operator =
                new CombinedOperator(node(CLICKS, new WindowSpec.Tumble(10 * SECOND, 0), calls(CLICKS), false));
        operator.open(new TestContext(), batch -> {});
        assertThatThrownBy(() -> operator.process(0, BatchText.parse(CLICKS, "1 1 null")))
                .isInstanceOf(LevadaException.class)
                .hasMessageContaining("RowTime field should not be null");
    }

    @Test
    void keysThatHardlyRepeatAreLeftAlone() {
        CombinedOperator operator =
                new CombinedOperator(node(CLICKS, new WindowSpec.Tumble(10 * SECOND, 0), calls(CLICKS), false));
        operator.open(new TestContext(), batch -> {});
        for (int i = 0; i < 3; i++) {
            LongColumn keys = new LongColumn(100);
            LongColumn times = new LongColumn(100);
            for (int row = 0; row < 100; row++) {
                keys.append(Math.max(row, 10));
                times.append(SECOND);
            }
            IntColumn values = new IntColumn(new int[100], 100);
            operator.process(0, Batch.inserts(100, keys, values, times));
        }
        assertThat(operator.combinedRows).isEqualTo(90 + 100 + 100);
        assertThat(operator.rows).isEqualTo(300);
    }

    private static String run(CombinedOperator operator, WindowAggregate node, RowType type, String text) {
        StringBuilder rows = new StringBuilder();
        operator.open(new TestContext(), batch -> rows.append(BatchText.print(batch, node.rowType())));
        operator.process(0, BatchText.parse(type, text));
        operator.watermark(Watermark.END);
        return rows.toString();
    }
}
