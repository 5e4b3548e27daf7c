package io.levada.engine.operator;

import static io.levada.engine.operator.TestPlans.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.data.Row;
import io.levada.core.data.Watermark;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.engine.operator.OperatorHarness.Step;
import io.levada.testkit.BatchText;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowAggregateOperatorTest {
    private static final long SECOND = 1_000_000;
    private static final long HOUR = 3600 * SECOND;
    private static final RowType CLICKS =
            TestPlans.row("k", DataType.STRING, "v", DataType.INTEGER, "ts", DataType.timestamp(3));
    private static final RowType CLICKS_LTZ =
            TestPlans.row("k", DataType.STRING, "v", DataType.INTEGER, "ts", DataType.timestampLtz(3));

    private static WindowAggregate node(RowType type, WindowSpec window, List<AggregateCall> calls) {
        return node(type, window, calls, false, ChangelogMode.APPEND);
    }

    static WindowAggregate node(
            RowType type, WindowSpec window, List<AggregateCall> calls, boolean processingTime, ChangelogMode mode) {
        List<Field> fields = new ArrayList<>(TestPlans.fields(type, List.of(0), calls));
        fields.add(new Field("window_start", DataType.timestamp(3)));
        fields.add(new Field("window_end", DataType.timestamp(3)));
        fields.add(new Field("window_time", type.type(2)));
        int time = window instanceof WindowSpec.Attached ? -1 : 2;
        return new WindowAggregate(
                TestPlans.input(type, mode),
                window,
                time,
                processingTime,
                List.of(0),
                calls,
                List.of(WindowAggregate.Property.values()),
                new RowType(fields));
    }

    static OperatorHarness harness(WindowAggregate node) {
        return new OperatorHarness(
                () -> WindowAggregateOperator.create(node), node.input().rowType(), node.rowType(), 0);
    }

    private static List<AggregateCall> sum() {
        return List.of(call("SUM", CLICKS, 1));
    }

    @Test
    void tumblingWindowsFireWhenTheWatermarkReachesTheirLastMillisecond() {
        List<Row> rows = harness(node(CLICKS, new WindowSpec.Tumble(10 * SECOND, 0), sum()))
                .check("""
                'a' 1 12:00:01
                'b' 2 12:00:09.999
                'a' 3 12:00:10
                watermark 12:00:09.998
                'a' 4 12:00:02
                watermark 12:00:09.999
                'a' 100 12:00:09
                watermark 12:00:15
                """);
        assertThat(BatchText.print(rows)).isEqualTo("""
                +I 'a' 5 12:00 12:00:10 12:00:09.999
                +I 'b' 2 12:00 12:00:10 12:00:09.999
                """);
    }

    @Test
    void windowsMayBeMovedByAnOffsetAndLieBeforeTheEpoch() {
        List<Row> rows = harness(node(CLICKS, new WindowSpec.Tumble(10 * SECOND, 3 * SECOND), sum()))
                .check("""
                'a' 1 1969-12-31T23:59:52.999
                'a' 2 1969-12-31T23:59:53
                'a' 3 00:00:02.999
                end
                """);
        assertThat(BatchText.print(rows)).isEqualTo("""
                +I 'a' 1 1969-12-31T23:59:43 1969-12-31T23:59:53 1969-12-31T23:59:52.999
                +I 'a' 5 1969-12-31T23:59:53 00:00:03 00:00:02.999
                """);
    }

    @Test
    void hoppingWindowsShareSlicesAndTakeALateRowWhereAWindowIsStillOpen() {
        List<Row> rows = harness(node(CLICKS, new WindowSpec.Hop(5 * SECOND, 10 * SECOND, 0), sum()))
                .check("""
                'a' 1 12:00:01
                'a' 2 12:00:07
                watermark 12:00:05
                'b' 7 12:00:04
                end
                """);
        assertThat(BatchText.print(rows)).isEqualTo("""
                +I 'a' 1 11:59:55 12:00:05 12:00:04.999
                +I 'a' 3 12:00 12:00:10 12:00:09.999
                +I 'b' 7 12:00 12:00:10 12:00:09.999
                +I 'a' 2 12:00:05 12:00:15 12:00:14.999
                """);
    }

    /** Half of the keys of each slice are new, and none comes back. */
    @Test
    void keysThatAreGoneLeaveAMovingWindow() {
        int keys = 400;
        WindowAggregate node = node(
                TestPlans.row("k", DataType.BIGINT, "v", DataType.INTEGER, "ts", DataType.timestamp(3)),
                new WindowSpec.Hop(2 * SECOND, 10 * SECOND, 0),
                List.of(call("COUNT", CLICKS, -1)));
        Operator operator = WindowAggregateOperator.create(node);
        Map<Long, Map<Long, Long>> told = new TreeMap<>();
        operator.open(new TestContext(), batch -> {
            for (Row row : Boxed.rows(batch, node.rowType())) {
                long end = Boxed.toMicros((LocalDateTime) row.get(3));
                told.computeIfAbsent(end, e -> new TreeMap<>()).put((Long) row.get(0), (Long) row.get(1));
            }
        });
        Map<Long, Map<Long, Long>> expected = new TreeMap<>();
        long early = 0;
        for (int slice = 0; slice < 60; slice++) {
            LongColumn ids = new LongColumn(keys);
            LongColumn times = new LongColumn(keys);
            for (int i = 0; i < keys; i++) {
                long key = slice * (keys / 2L) + i;
                ids.append(key);
                times.append(slice * 2 * SECOND + i);
                for (int window = slice; window < slice + 5; window++) {
                    expected.computeIfAbsent((window + 1) * 2 * SECOND, e -> new TreeMap<>())
                            .merge(key, 1L, Long::sum);
                }
            }
            operator.process(0, Batch.inserts(keys, ids, new IntColumn(new int[keys], keys), times));
            while (!operator.watermark(slice * 2 * SECOND)) {
                Thread.onSpinWait();
            }
            early = slice == 15 ? operator.stateBytes() : early;
        }
        assertThat(operator.stateBytes()).isLessThanOrEqualTo(early + early / 4);
        while (!operator.watermark(Watermark.END)) {
            Thread.onSpinWait();
        }
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void cumulatingWindowsGrowFromACommonStart() {
        List<Row> rows = harness(node(CLICKS, new WindowSpec.Cumulate(5 * SECOND, 15 * SECOND, 0), sum()))
                .check("""
                'a' 1 12:00:01
                'a' 2 12:00:12
                watermark 12:00:06
                'b' 7 12:00:04
                'b' 8 12:00:16
                end
                """);
        assertThat(BatchText.print(rows)).isEqualTo("""
                +I 'a' 1 12:00 12:00:05 12:00:04.999
                +I 'a' 1 12:00 12:00:10 12:00:09.999
                +I 'b' 7 12:00 12:00:10 12:00:09.999
                +I 'a' 3 12:00 12:00:15 12:00:14.999
                +I 'b' 7 12:00 12:00:15 12:00:14.999
                +I 'b' 8 12:00:15 12:00:20 12:00:19.999
                +I 'b' 8 12:00:15 12:00:25 12:00:24.999
                +I 'b' 8 12:00:15 12:00:30 12:00:29.999
                """);
    }

    @Test
    void windowsThatRowsBringAlongFireAtTheirEnd() {
        RowType type = TestPlans.row(
                "k", DataType.STRING, "s", DataType.timestamp(3), "e", DataType.timestamp(3), "v", DataType.INTEGER);
        WindowAggregate node =
                node(type, new WindowSpec.Attached(1, 2), List.of(call("SUM", type, 3)), false, ChangelogMode.APPEND);
        List<Row> rows = harness(node).check("""
                'a' 12:00 12:05 1
                'a' 12:00 12:10 2
                'a' 12:05 12:10 3
                watermark 12:05
                'a' 12:00 12:05 4
                'a' 12:00 12:10 5
                end
                """);
        assertThat(BatchText.print(rows)).isEqualTo("""
                +I 'a' 1 12:00 12:05 12:04:59.999
                +I 'a' 7 12:00 12:10 12:09:59.999
                +I 'a' 3 12:05 12:10 12:09:59.999
                """);
    }

    @Test
    void windowsOfInstantsFollowTheWallClockThroughDaylightSaving() {
        WindowAggregate node = node(CLICKS_LTZ, new WindowSpec.Tumble(HOUR, 0), List.of(call("COUNT", CLICKS, -1)));
        OperatorHarness harness = harness(node).configure(context -> context.zone = ZoneId.of("America/Los_Angeles"));
        // 2021-03-14 02:00 PST doesn't exist; 2021-11-07 01:00 comes twice, PDT and PST.
        List<Row> rows = harness.check("""
                'a' 1 2021-03-14T09:30:00Z
                'a' 1 2021-03-14T10:30:00Z
                'a' 1 2021-11-07T08:30:00Z
                'a' 1 2021-11-07T09:30:00Z
                watermark 2021-11-07T09:59:59.998
                'a' 1 2021-11-07T08:40:00Z
                watermark 2021-11-07T09:59:59.999
                'a' 1 2021-11-07T08:40:00Z
                """);
        assertThat(BatchText.print(rows)).isEqualTo("""
                +I 'a' 1 2021-03-14T01:00 2021-03-14T02:00 2021-03-14T09:59:59.999Z
                +I 'a' 1 2021-03-14T03:00 2021-03-14T04:00 2021-03-14T10:59:59.999Z
                +I 'a' 3 2021-11-07T01:00 2021-11-07T02:00 2021-11-07T08:59:59.999Z
                """);
    }

    @Test
    void processingTimeWindowsAreClosedByTheClock() {
        WindowAggregate node = node(
                CLICKS_LTZ,
                new WindowSpec.Tumble(10 * SECOND, 0),
                List.of(call("SUM", CLICKS, 1)),
                true,
                ChangelogMode.APPEND);
        OperatorHarness harness =
                harness(node).timed().configure(context -> context.nowMicros = BatchText.micros("12:00:01"));
        List<Row> rows = harness.check("""
                clock 12:00:01
                'a' 1 null
                clock 12:00:09.999999
                'a' 2 null
                clock 12:00:10
                'a' 4 null
                clock 12:00:11
                'b' 8 null
                end
                """);
        assertThat(BatchText.print(rows)).isEqualTo("""
                +I 'a' 3 12:00 12:00:10 1970-01-01T12:00:09.999Z
                +I 'a' 4 12:00:10 12:00:20 1970-01-01T12:00:19.999Z
                +I 'b' 8 12:00:10 12:00:20 1970-01-01T12:00:19.999Z
                """);
    }

    @Test
    void aRowWithoutATimeFailsTheJob() {
        Operator operator = WindowAggregateOperator.create(node(CLICKS, new WindowSpec.Tumble(10 * SECOND, 0), sum()));
        operator.open(new TestContext(), batch -> {});
        assertThatThrownBy(() -> operator.process(0, BatchText.parse(CLICKS, "'a' 1 null")))
                .isInstanceOfSatisfying(LevadaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.EVALUATION);
                    assertThat(e.hint()).contains("IS NOT NULL");
                })
                .hasMessageContaining("RowTime field should not be null");
    }

    @Test
    void countsLateRows() {
        TestContext context = new TestContext();
        Operator operator = WindowAggregateOperator.create(node(CLICKS, new WindowSpec.Tumble(10 * SECOND, 0), sum()));
        operator.open(context, batch -> {});
        operator.watermark(BatchText.micros("12:00:09.999"));
        operator.process(0, BatchText.parse(CLICKS, "'a' 1 12:00:01\n'a' 1 12:00:10\n'a' 1 12:00:09"));
        assertThat(context.figure("late_rows")).isEqualTo(2);
    }

    @Test
    void emitsABoundedNumberOfBatchesACall() {
        TestContext context = new TestContext();
        context.batchSize = 10;
        List<Integer> sizes = new ArrayList<>();
        Operator operator = WindowAggregateOperator.create(node(CLICKS, new WindowSpec.Tumble(10 * SECOND, 0), sum()));
        operator.open(context, batch -> sizes.add(batch.rowCount()));
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 95; i++) {
            rows.append("'key").append(i).append("' 1 12:00:01\n");
        }
        operator.process(0, BatchText.parse(CLICKS, rows.toString()));
        int calls = 1;
        while (!operator.watermark(Watermark.END)) {
            assertThat(sizes).hasSize(calls++ * 4);
        }
        assertThat(sizes).containsExactly(10, 10, 10, 10, 10, 10, 10, 10, 10, 5);
    }

    enum Shape {
        TUMBLE(new WindowSpec.Tumble(10 * SECOND, 2 * SECOND)),
        HOP(new WindowSpec.Hop(5 * SECOND, 20 * SECOND, 1 * SECOND)),
        CUMULATE(new WindowSpec.Cumulate(5 * SECOND, 20 * SECOND, 0));

        final WindowSpec spec;

        Shape(WindowSpec spec) {
            this.spec = spec;
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheModelOnDisorder(Shape shape) {
        for (long seed = 1; seed <= 3; seed++) {
            RowType type = WindowModel.TYPE;
            List<AggregateCall> calls = WindowModel.calls();
            WindowAggregate node = node(type, shape.spec, calls);
            List<Step> script = WindowModel.script(seed, 80);
            WindowModel.Expected expected = WindowModel.expected(node, script);
            assertThat(expected.late()).isPositive();
            assertThat(harness(node).configure(context -> context.batchSize = 3).checkedTable(script))
                    .isEqualTo(expected.table());
        }
    }

    /** Only counts and sums of integers, which are moved on from window to window. */
    @ParameterizedTest
    @EnumSource
    void agreesWithTheModelWhereSumsCanBeTakenAwayAgain(Shape shape) {
        for (long seed = 1; seed <= 5; seed++) {
            RowType type = WindowModel.TYPE;
            List<AggregateCall> calls = List.of(
                    call("COUNT", type, -1),
                    call("COUNT", type, 1),
                    call("COUNT", type, 3, false, 5),
                    call("SUM", type, 1),
                    call("AVG", type, 1));
            WindowAggregate node = node(type, shape.spec, calls);
            List<Step> script = WindowModel.script(seed, 120);
            WindowModel.Expected expected = WindowModel.expected(node, script);
            assertThat(expected.late()).isPositive();
            assertThat(harness(node).configure(context -> context.batchSize = 3).checkedTable(script))
                    .isEqualTo(expected.table());
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesRetractions(Shape shape) {
        WindowAggregate node = node(
                CLICKS,
                shape.spec,
                List.of(call("MAX", CLICKS, 1), call("COUNT", CLICKS, -1), call("COUNT", CLICKS, 1, true, -1)),
                false,
                ChangelogMode.RETRACT);
        List<Row> rows = harness(node).check("""
                'a' 1 12:00:03
                'a' 5 12:00:03
                'b' 5 12:00:03
                -D 'b' 5 12:00:03
                -U 'a' 5 12:00:03
                +U 'a' 4 12:00:03
                'c' 1 12:00:03
                end
                """);
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(row.get(0)).isIn("a", "c");
            assertThat(row.values().subList(1, 4))
                    .isEqualTo(row.get(0).equals("a") ? List.of(4, 2L, 2L) : List.of(1, 1L, 1L));
        });
    }
}
