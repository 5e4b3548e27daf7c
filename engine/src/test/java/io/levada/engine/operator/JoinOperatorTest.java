package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Op;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.JoinTime;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.CalcKernel;
import io.levada.engine.codegen.Kernels;
import io.levada.engine.operator.OperatorHarness.Step;
import io.levada.testkit.BatchText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoinOperatorTest {
    private static final RowType LEFT =
            TestPlans.row("k", DataType.INTEGER, "name", DataType.STRING, "v", DataType.BIGINT);
    private static final RowType RIGHT =
            TestPlans.row("a", DataType.DOUBLE, "n", DataType.BIGINT, "k", DataType.INTEGER);
    private static final Expr V_LESS_THAN_N = new Call(
            Op.LT, List.of(new InputRef(2, DataType.BIGINT), new InputRef(4, DataType.BIGINT)), DataType.BOOLEAN);

    /** {@code left JOIN right ON left.k = right.k AND condition}. */
    private static Join join(JoinKind kind, ChangelogMode mode, boolean unique, @Nullable Expr condition) {
        List<Integer> output =
                IntStream.range(0, kind.leftOnly() ? 3 : 6).boxed().toList();
        List<io.levada.core.type.Field> joined = Join.joined(LEFT, RIGHT, kind);
        return new Join(
                TestPlans.input(LEFT, mode),
                TestPlans.input(RIGHT, mode),
                kind,
                List.of(0),
                List.of(2),
                condition,
                JoinTime.UNBOUNDED,
                unique,
                unique,
                output,
                ChangelogMode.RETRACT,
                new RowType(output.stream().map(joined::get).toList()));
    }

    private static OperatorHarness harness(Join node) {
        Supplier<CalcKernel> kernels = node.condition() == null
                ? () -> null
                : Kernels.calc(
                        JoinOperator.kernelInput(node), node.condition(), JoinOperator.kernelOutput(node), false);
        return new OperatorHarness(
                        () -> JoinOperator.create(node, kernels.get()),
                        List.of(node.left().rowType(), node.right().rowType()),
                        node.rowType(),
                        List.of(
                                node.leftKeys().stream().mapToInt(i -> i).toArray(),
                                node.rightKeys().stream().mapToInt(i -> i).toArray()))
                .configure(context -> context.batchSize = 5);
    }

    private static boolean isLess(Row left, Row right) {
        return left.get(2) != null && right.get(1) != null && (long) left.get(2) < (long) right.get(1);
    }

    private static void compare(Join node, long seed, List<Row> left, List<Row> right) {
        BiPredicate<Row, Row> condition = node.condition() == null ? (l, r) -> true : JoinOperatorTest::isLess;
        JoinModel model = new JoinModel(node, condition);
        List<Step> script = interleaved(new Random(seed), left, right);
        for (Step step : script) {
            Step.Rows rows = (Step.Rows) step;
            model.apply(rows.input(), rows.rows());
        }
        assertThat(model.table()).isNotEmpty();
        assertThat(harness(node).checkedTable(script)).isEqualTo(model.table());
    }

    private static List<Step> interleaved(Random random, List<Row> left, List<Row> right) {
        List<Step> script = new ArrayList<>();
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            int count = 1 + random.nextInt(20);
            if (r == right.size() || l < left.size() && random.nextBoolean()) {
                int end = Math.min(left.size(), l + count);
                script.add(new Step.Rows(0, left.subList(l, end)));
                l = end;
            } else {
                int end = Math.min(right.size(), r + count);
                script.add(new Step.Rows(1, right.subList(r, end)));
                r = end;
            }
        }
        return script;
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void agreesWithTheModelOnInserts(JoinKind kind) {
        for (Expr condition : new Expr[] {null, V_LESS_THAN_N}) {
            Join node = join(kind, ChangelogMode.APPEND, false, condition);
            compare(node, 11, new RandomRows(1, LEFT).inserts(60), new RandomRows(2, RIGHT).inserts(60));
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void agreesWithTheModelOnChanges(JoinKind kind) {
        for (Expr condition : new Expr[] {null, V_LESS_THAN_N}) {
            for (long seed = 1; seed <= 3; seed++) {
                Join node = join(kind, ChangelogMode.RETRACT, false, condition);
                compare(
                        node,
                        seed,
                        new RandomRows(seed, LEFT).changes(80),
                        new RandomRows(seed + 10, RIGHT).changes(80));
            }
        }
    }

    /** Rows with few values, so that equal ones come several times. */
    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void countsEqualRows(JoinKind kind) {
        Random random = new Random(5);
        List<Row> left = repeated(random, n -> Row.of(n % 3, "x", (long) (n / 2)));
        List<Row> right = repeated(random, n -> Row.of(0.5, (long) (n % 3 + 1), n % 2));
        for (Expr condition : new Expr[] {null, V_LESS_THAN_N}) {
            compare(join(kind, ChangelogMode.RETRACT, false, condition), 3, left, right);
        }
    }

    private static List<Row> repeated(Random random, java.util.function.IntFunction<Row> make) {
        List<Row> present = new ArrayList<>();
        List<Row> changes = new ArrayList<>();
        while (changes.size() < 60) {
            if (present.isEmpty() || random.nextInt(5) < 3) {
                present.add(make.apply(random.nextInt(6)));
                changes.add(present.getLast());
            } else {
                Row gone = present.remove(random.nextInt(present.size()));
                changes.add(new Row(ChangeKind.DELETE, gone.values()));
            }
        }
        return changes;
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void keysWithOneRowAtMostNeedNoSearch(JoinKind kind) {
        Join node = join(kind, ChangelogMode.RETRACT, true, V_LESS_THAN_N);
        compare(node, 7, keyed(8, LEFT, 0), keyed(9, RIGHT, 2));
    }

    /** Changes with at most one row for each value of the key column. */
    private static List<Row> keyed(long seed, RowType type, int key) {
        RandomRows generator = new RandomRows(seed, type);
        Random random = new Random(seed);
        Map<Object, Row> present = new HashMap<>();
        List<Row> changes = new ArrayList<>();
        while (changes.size() < 120) {
            Row row = generator.row();
            if (row.get(key) == null) {
                continue;
            }
            Row before = present.put(row.get(key), row);
            if (before == null) {
                changes.add(row);
            } else if (random.nextInt(3) == 0) {
                present.remove(row.get(key));
                changes.add(new Row(ChangeKind.DELETE, before.values()));
            } else {
                changes.add(new Row(ChangeKind.UPDATE_BEFORE, before.values()));
                changes.add(new Row(ChangeKind.UPDATE_AFTER, row.values()));
            }
        }
        return changes;
    }

    @Test
    void tellsTheLonelyRowAgainWhenItsLastPartnerLeaves() {
        List<Row> changes =
                harness(join(JoinKind.LEFT, ChangelogMode.RETRACT, false, null)).check("""
                left 1 'ada' 5
                right 0.5 7 1
                right 0.5 8 1
                right -D 0.5 7 1
                right -U 0.5 8 1
                left null 'bob' 5
                left -U 1 'ada' 5
                left +U 1 'ada' 6
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 1 'ada' 5 null null null
                -D 1 'ada' 5 null null null
                +I 1 'ada' 5 0.5 7 1
                +I 1 'ada' 5 0.5 8 1
                -D 1 'ada' 5 0.5 7 1
                -U 1 'ada' 5 0.5 8 1
                +I 1 'ada' 5 null null null
                +I null 'bob' 5 null null null
                -D 1 'ada' 5 null null null
                +I 1 'ada' 6 null null null
                """);
    }

    @Test
    void innerJoinsPassTheKindsOfTheirRowsOn() {
        List<Row> changes = harness(join(JoinKind.INNER, ChangelogMode.RETRACT, false, null))
                .check("""
                right 0.5 7 1
                left 1 'ada' 5
                left -U 1 'ada' 5
                left +U 1 'ada' 6
                left null 'bob' 5
                right 0.5 7 null
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 1 'ada' 5 0.5 7 1
                -U 1 'ada' 5 0.5 7 1
                +U 1 'ada' 6 0.5 7 1
                """);
    }

    @Test
    void forgetsRowsAfterTheTimeToLive() {
        List<Row> changes = new ArrayList<>();
        OperatorHarness harness = harness(join(JoinKind.INNER, ChangelogMode.APPEND, false, null))
                .timed()
                .configure(context -> {
                    context.ttlMicros = 10_000_000;
                    context.nowMicros = BatchText.micros("12:00:00");
                });
        harness.meaning(rows -> {
            changes.clear();
            changes.addAll(rows);
            return Map.of(List.of(BatchText.print(rows)), 1);
        });
        harness.check("""
                left 1 'old' 5
                clock 12:00:04
                left 1 'new' 5
                clock 12:00:11
                right 0.5 7 1
                clock 12:00:20
                left 1 'late' 5
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 1 'new' 5 0.5 7 1
                +I 1 'late' 5 0.5 7 1
                """);
    }

    @Test
    void keepsNothingOfKeysWithoutRows() {
        Join node = join(JoinKind.FULL, ChangelogMode.RETRACT, false, V_LESS_THAN_N);
        Operator operator = JoinOperator.create(
                node,
                Kernels.calc(JoinOperator.kernelInput(node), node.condition(), JoinOperator.kernelOutput(node), false)
                        .get());
        operator.open(new TestContext(), batch -> {});
        long empty = operator.stateBytes();
        for (int round = 0; round < 200; round++) {
            Row row = Row.of(round, "a name that is not short " + round, 1L);
            operator.process(0, io.levada.core.data.Boxed.batch(List.of(row), LEFT));
            Row gone = new Row(ChangeKind.DELETE, row.values());
            operator.process(0, io.levada.core.data.Boxed.batch(List.of(gone), LEFT));
        }
        assertThat(operator.stateBytes() - empty).isLessThan(20_000);
        assertThat(operator.freeze().parts()).allMatch(part -> part.all().size() == 0);
    }
}
