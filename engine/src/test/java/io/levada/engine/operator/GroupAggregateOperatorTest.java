package io.levada.engine.operator;

import static io.levada.engine.operator.TestPlans.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.LongColumn;
import io.levada.core.data.Row;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import io.levada.testkit.BatchText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupAggregateOperatorTest {
    private static final RowType SALES = TestPlans.row("k", DataType.STRING, "v", DataType.INTEGER);
    private static final RowType WIDE = TestPlans.row(
            "k", DataType.STRING,
            "d", DataType.DATE,
            "flag", DataType.BOOLEAN,
            "tiny", DataType.of(TypeKind.TINYINT),
            "small", DataType.of(TypeKind.SMALLINT),
            "i", DataType.INTEGER,
            "l", DataType.BIGINT,
            "f", DataType.FLOAT,
            "x", DataType.DOUBLE,
            "dec", DataType.decimal(10, 2),
            "s", DataType.STRING,
            "ts", DataType.timestamp(3),
            "n", DataType.INTEGER.notNull());

    private static GroupAggregate node(
            RowType type, ChangelogMode input, ChangelogMode mode, List<Integer> keys, List<AggregateCall> calls) {
        RowType result = new RowType(TestPlans.fields(type, keys, calls));
        return new GroupAggregate(TestPlans.input(type, input), keys, calls, mode, result);
    }

    private static OperatorHarness harness(GroupAggregate node) {
        int[] keys = node.keys().stream().mapToInt(i -> i).toArray();
        OperatorHarness harness = new OperatorHarness(
                () -> new GroupAggregateOperator(node), node.input().rowType(), node.rowType(), keys);
        return node.mode() == ChangelogMode.UPSERT ? harness.upserts(keys.length) : harness;
    }

    @Test
    void tellsOneChangeForEachGroupOfABatch() {
        GroupAggregate node = node(
                SALES,
                ChangelogMode.APPEND,
                ChangelogMode.RETRACT,
                List.of(0),
                List.of(call("COUNT", SALES, -1), call("SUM", SALES, 1)));
        List<Row> changes = harness(node).check("""
                'a' 1
                'b' 2
                'a' null
                watermark 00:00:01
                'b' 3
                'c' null
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 'a' 2 1
                +I 'b' 1 2
                -U 'b' 1 2
                +U 'b' 2 5
                +I 'c' 1 null
                """);
    }

    @Test
    void deletesAGroupWithItsLastRowAndTellsNothingWhenNothingChanged() {
        GroupAggregate node = node(
                SALES,
                ChangelogMode.RETRACT,
                ChangelogMode.UPSERT,
                List.of(0),
                List.of(call("MAX", SALES, 1), call("COUNT", SALES, 1)));
        List<Row> changes = harness(node).check("""
                'a' 1
                'a' 5
                'b' 2
                watermark 00:00:01
                -D 'a' 5
                -D 'b' 2
                -D 'never' 1
                watermark 00:00:02
                -U 'a' 1
                +U 'a' 1
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 'a' 5 2
                +I 'b' 2 1
                +U 'a' 1 1
                -D 'b' 2 1
                """);
    }

    @Test
    void withoutKeysIsOneGroupAndNothingOverNothing() {
        GroupAggregate node =
                node(SALES, ChangelogMode.APPEND, ChangelogMode.RETRACT, List.of(), List.of(call("COUNT", SALES, -1)));
        assertThat(BatchText.print(harness(node).check("""
                'a' 1
                null 2
                """))).isEqualTo("+I 2\n");
        assertThat(harness(node).check("end")).isEmpty();
    }

    @Test
    void withoutAggregatesIsDistinct() {
        GroupAggregate node = node(SALES, ChangelogMode.APPEND, ChangelogMode.UPSERT, List.of(0, 1), List.of());
        assertThat(BatchText.print(harness(node).check("""
                'a' 1
                'a' 1
                null null
                null null
                """))).isEqualTo("+I 'a' 1\n+I null null\n");
    }

    @Test
    void sumsWrapAroundOrOverflowAsInFlink() {
        RowType type =
                TestPlans.row("i", DataType.INTEGER, "d", DataType.decimal(38, 0), "t", DataType.of(TypeKind.TINYINT));
        GroupAggregate node = node(
                type,
                ChangelogMode.APPEND,
                ChangelogMode.RETRACT,
                List.of(),
                List.of(
                        call("SUM", type, 0),
                        call("AVG", type, 0),
                        call("SUM", type, 1),
                        call("SUM", type, 2),
                        call("SUM0", type, 2)));
        String nines = "9".repeat(38);
        assertThat(BatchText.print(harness(node).check("2147483647 " + nines + " 100\n2147483647 1 100")))
                .isEqualTo("+I -2 2147483647 null -56 -56\n");
        assertThat(BatchText.print(harness(node).check("-7 -5 null\n2 null null")))
                .isEqualTo("+I -5 -2 -5 null 0\n");
    }

    @Test
    void averagesOfDecimalsAreRoundedHalfUp() {
        RowType type = TestPlans.row("d", DataType.decimal(10, 2));
        GroupAggregate node =
                node(type, ChangelogMode.APPEND, ChangelogMode.RETRACT, List.of(), List.of(call("AVG", type, 0)));
        assertThat(BatchText.print(harness(node).check("0.01\n0.01\n0.03"))).isEqualTo("+I 0.016667\n");
        assertThat(BatchText.print(harness(node).check("-0.01\n-0.01\n-0.03"))).isEqualTo("+I -0.016667\n");
    }

    @Test
    void refusesWhatItCannot() {
        RowType type = TestPlans.row("a", DataType.array(DataType.INTEGER), "i", DataType.INTEGER);
        assertThatThrownBy(() -> new GroupAggregateOperator(node(
                        type, ChangelogMode.APPEND, ChangelogMode.RETRACT, List.of(), List.of(call("MAX", type, 0)))))
                .isInstanceOf(LevadaException.class)
                .hasMessageContaining("MAX over arguments of type ARRAY<INT>");
    }

    private static List<AggregateCall> manyCalls(boolean retracting) {
        List<AggregateCall> calls =
                new ArrayList<>(List.of(call("COUNT", WIDE, -1), call("COUNT", WIDE, -1, false, 2)));
        for (int column = 3; column < WIDE.size(); column++) {
            boolean numeric = WIDE.type(column).kind().isNumeric();
            for (String function : List.of("COUNT", "MIN", "MAX")) {
                calls.add(call(function, WIDE, column));
            }
            calls.add(call("COUNT", WIDE, column, true, -1));
            calls.add(call("MAX", WIDE, column, false, 2));
            if (numeric) {
                for (String function : List.of("SUM", "SUM0", "AVG")) {
                    calls.add(call(function, WIDE, column));
                    calls.add(call(function, WIDE, column, true, -1));
                    calls.add(call(function, WIDE, column, true, 2));
                }
            }
            if (!retracting) {
                calls.add(call("FIRST_VALUE", WIDE, column));
                calls.add(call("LAST_VALUE", WIDE, column, false, 2));
            }
        }
        return calls;
    }

    /** The table of groups over the rows that are left. */
    private static Map<List<Object>, Integer> model(GroupAggregate node, List<Row> changes) {
        List<Row> left = new ArrayList<>();
        for (Row change : changes) {
            if (ChangeKind.isAddition(change.kind().code())) {
                left.add(change);
            } else {
                Row gone = left.stream()
                        .filter(row -> row.values().equals(change.values()))
                        .findFirst()
                        .orElseThrow();
                left.remove(gone);
            }
        }
        Map<List<Object>, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : left) {
            List<Object> key = new ArrayList<>();
            node.keys().forEach(column -> key.add(row.get(column)));
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        Map<List<Object>, Integer> table = new HashMap<>();
        groups.forEach((key, rows) -> {
            List<Object> values = new ArrayList<>(key);
            node.aggregates().forEach(call -> values.add(NaiveAggregates.compute(call, WIDE, rows)));
            table.put(values, 1);
        });
        return table;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheModelOnInserts(long seed) {
        GroupAggregate node = node(WIDE, ChangelogMode.APPEND, ChangelogMode.RETRACT, List.of(0, 1), manyCalls(false));
        List<Row> rows = new RandomRows(seed, WIDE).inserts(90);
        assertThat(harness(node).checkedTable(List.of(new OperatorHarness.Step.Rows(rows))))
                .isEqualTo(model(node, rows));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithTheModelOnRetractions(long seed) {
        List<Integer> keys = seed % 2 == 0 ? List.of(0) : List.of(5, 9);
        ChangelogMode mode = seed < 3 ? ChangelogMode.RETRACT : ChangelogMode.UPSERT;
        GroupAggregate node = node(WIDE, ChangelogMode.RETRACT, mode, keys, manyCalls(true));
        List<Row> rows = new RandomRows(seed, WIDE).changes(110);
        assertThat(harness(node).checkedTable(List.of(new OperatorHarness.Step.Rows(rows))))
                .isEqualTo(model(node, rows));
    }

    @Test
    void forgetsGroupsThatAreUntouchedForTheTimeToLive() {
        GroupAggregate node =
                node(SALES, ChangelogMode.APPEND, ChangelogMode.RETRACT, List.of(0), List.of(call("SUM", SALES, 1)));
        OperatorHarness harness = harness(node).timed().configure(context -> {
            context.ttlMicros = 10_000_000;
            context.nowMicros = BatchText.micros("12:00:00");
        });
        List<Row> changes = new ArrayList<>();
        harness.meaning(rows -> {
            changes.clear();
            changes.addAll(rows);
            Map<List<Object>, Integer> all = new HashMap<>();
            rows.forEach(row -> all.merge(List.of(row.toString()), 1, Integer::sum));
            return all;
        });
        harness.check("""
                clock 12:00:00
                'a' 1
                'b' 1
                clock 12:00:06
                'a' 1
                clock 12:00:12
                'a' 0
                'b' 5
                """);
        assertThat(BatchText.print(changes).lines())
                .containsExactlyInAnyOrder(
                        "+I 'a' 1", "+I 'b' 1", "-U 'a' 1", "+U 'a' 2", "-U 'a' 2", "+U 'a' 2", "+I 'b' 5");
    }

    /** Batches are taken in parts, in which keys come again. */
    @Test
    void tellsTheRightChangesOfVeryManyGroups() {
        RowType type = TestPlans.row("k", DataType.BIGINT, "v", DataType.BIGINT);
        List<AggregateCall> calls = List.of(
                call("COUNT", type, -1), call("SUM", type, 1), call("MAX", type, 1), call("LAST_VALUE", type, 1));
        GroupAggregate node = node(type, ChangelogMode.APPEND, ChangelogMode.RETRACT, List.of(0), calls);
        GroupAggregateOperator operator = new GroupAggregateOperator(node).inPartsBeyond(1 << 12);
        Map<Object, List<Object>> told = new HashMap<>();
        List<Integer> sizes = new ArrayList<>();
        operator.open(new TestContext(), batch -> {
            sizes.add(batch.rowCount());
            for (Row row : Boxed.rows(batch, node.rowType())) {
                List<Object> shown = row.values().subList(1, 5);
                Object key = row.values().get(0);
                switch (row.kind()) {
                    case INSERT -> assertThat(told.put(key, shown)).isNull();
                    case UPDATE_BEFORE -> assertThat(told.get(key)).isEqualTo(shown);
                    case UPDATE_AFTER -> assertThat(told.put(key, shown)).isNotNull();
                    case DELETE -> throw new AssertionError(row.toString());
                }
            }
        });
        Map<Object, List<Object>> expected = new HashMap<>();
        long random = 1;
        for (int b = 0; b < 12; b++) {
            long[] keys = new long[Batch.MAX_ROWS];
            long[] values = new long[Batch.MAX_ROWS];
            for (int i = 0; i < keys.length; i++) {
                random = random * 6364136223846793005L + 1442695040888963407L;
                boolean hot = random >>> 60 < 4;
                keys[i] = hot ? random >>> 50 & 255 : b < 8 ? b * 4096L + i : random >>> 40 & 0x7FFF;
                values[i] = random >>> 33;
                List<Object> now = expected.getOrDefault(keys[i], List.of(0L, 0L, Long.MIN_VALUE));
                expected.put(
                        keys[i],
                        List.of(
                                (long) now.get(0) + 1,
                                (long) now.get(1) + values[i],
                                Math.max((long) now.get(2), values[i]),
                                values[i]));
            }
            operator.process(
                    0,
                    Batch.inserts(keys.length, new LongColumn(keys, keys.length), new LongColumn(values, keys.length)));
        }
        assertThat(told).isEqualTo(expected);
        assertThat(sizes.get(0)).as("few groups, whole batches").isGreaterThan(3_000);
        assertThat(sizes.subList(1, sizes.size())).as("many groups, parts").allMatch(size -> size <= 512);
    }
}
