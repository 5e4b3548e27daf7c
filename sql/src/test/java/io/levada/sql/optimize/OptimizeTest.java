package io.levada.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Settings;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.LookupJoin;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.PlanText;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import io.levada.core.plan.Union;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Single steps of the optimizer on plans made by hand, with the cases where they must not do anything. */
class OptimizeTest {
    private static final Table TABLE = new Table(
            "t",
            List.of(
                    new TableColumn.Physical("a", DataType.INTEGER),
                    new TableColumn.Physical("b", DataType.INTEGER),
                    new TableColumn.Physical("c", DataType.INTEGER)),
            null,
            List.of(),
            List.of(),
            Settings.EMPTY,
            null);

    private static Scan scan() {
        return new Scan(TABLE, List.of(0, 1, 2), ChangelogMode.APPEND);
    }

    private static Expr ref(int index) {
        return new InputRef(index, DataType.INTEGER);
    }

    private static Expr positive(int index) {
        return new Call(Op.GT, List.of(ref(index), new Literal(0, DataType.INTEGER)), DataType.BOOLEAN);
    }

    private static RowType row(String... names) {
        return new RowType(java.util.Arrays.stream(names)
                .map(n -> new Field(n, DataType.INTEGER))
                .toList());
    }

    private static Sink sink(String name, PlanNode input) {
        return new Sink(input, name, null, List.of());
    }

    private static String text(List<Sink> sinks) {
        return PlanText.of(new StreamPlan(sinks, Settings.EMPTY));
    }

    @Test
    void equalSubtreesBecomeOneAndSinksStayApart() {
        List<Sink> shared = new SharedSubtrees()
                .apply(List.of(
                        sink("x", new Calc(scan(), positive(0), List.of(ref(1)), row("b"))),
                        sink("x", new Calc(scan(), positive(0), List.of(ref(1)), row("b"))),
                        sink("y", new Calc(scan(), positive(1), List.of(ref(1)), row("b")))));
        assertThat(shared).hasSize(3);
        assertThat(shared.get(0).input()).isSameAs(shared.get(1).input());
        assertThat(shared.get(2).input()).isNotSameAs(shared.get(1).input());
        assertThat(shared.get(2).input().inputs().get(0))
                .isSameAs(shared.get(1).input().inputs().get(0));
    }

    @Test
    void aColumnThatOnlyAFilterNeedsIsReadAndDropped() {
        Calc calc = new Calc(scan(), positive(2), List.of(ref(1), ref(0)), row("b", "a"));
        Calc above = new Calc(calc, null, List.of(ref(0)), row("b"));
        assertThat(text(new ColumnPruning(List.of(sink("x", above))).apply())).isEqualTo("""
                1: Sink x -> (b INT)
                  2: Calc [$0] where >($1, 0) -> (b INT)
                    3: Scan t -> (b INT, c INT)
                """);
    }

    @Test
    void aSharedNodeKeepsWhatAnyReaderNeeds() {
        Scan scan = scan();
        List<Sink> pruned = new ColumnPruning(List.of(
                        sink("x", new Calc(scan, null, List.of(ref(2)), row("c"))),
                        sink("y", new Calc(scan, null, List.of(ref(0)), row("a")))))
                .apply();
        assertThat(text(pruned)).isEqualTo("""
                1: Sink x -> (c INT)
                  2: Calc [$1] -> (c INT)
                    3: Scan t -> (a INT, c INT)
                4: Sink y -> (a INT)
                  5: Calc [$0] -> (a INT)
                    (as 3 above)
                """);
    }

    @Test
    void unusedAggregatesGoAndKeysStay() {
        AggregateCall sum = new AggregateCall("SUM", false, List.of(1), -1, DataType.INTEGER, "s");
        AggregateCall max = new AggregateCall("MAX", false, List.of(2), -1, DataType.INTEGER, "m");
        PlanNode group =
                new GroupAggregate(scan(), List.of(0), List.of(sum, max), ChangelogMode.RETRACT, row("a", "s", "m"));
        assertThat(text(new ColumnPruning(List.of(sink("x", new Calc(group, null, List.of(ref(2)), row("m")))))
                        .apply()))
                .isEqualTo("""
                        1: Sink x -> (m INT) RETRACT
                          2: Calc [$1] -> (m INT) RETRACT
                            3: GroupAggregate by [$0] [MAX($1)] -> (a INT, m INT) RETRACT
                              4: Scan t -> (a INT, c INT)
                        """);
    }

    @Test
    void theSidesOfAUnionKeepTheSameColumns() {
        PlanNode swapped = new Calc(scan(), null, List.of(ref(2), ref(1), ref(0)), row("c", "b", "a"));
        PlanNode union = new Union(List.of(scan(), swapped), ChangelogMode.APPEND, row("a", "b", "c"));
        assertThat(text(new ColumnPruning(List.of(
                                sink("x", new Calc(union, null, List.of(ref(2), ref(0)), row("c", "a")))))
                        .apply()))
                .isEqualTo("""
                        1: Sink x -> (c INT, a INT)
                          2: Calc [$1, $0] -> (c INT, a INT)
                            3: Union of 2 -> (a INT, c INT)
                              4: Scan t -> (a INT, c INT)
                              5: Calc [$1, $0] -> (c INT, a INT)
                                6: Scan t -> (a INT, c INT)
                        """);
    }

    @Test
    void aLookupFetchesItsKeysAndWhatItsConditionReads() {
        Expr condition = new Call(Op.GT, List.of(ref(5), ref(0)), DataType.BOOLEAN);
        PlanNode join = new LookupJoin(
                scan(),
                TABLE,
                List.of(0, 1, 2),
                List.of(1),
                List.of(0),
                condition,
                true,
                row("a", "b", "c", "a0", "b0", "c0"));
        assertThat(text(new ColumnPruning(List.of(sink("x", new Calc(join, null, List.of(ref(2)), row("c"))))).apply()))
                .isEqualTo("""
                        1: Sink x -> (c INT)
                          2: Calc [$2] -> (c INT)
                            3: LeftLookupJoin t by [$1] where >($4, $0) -> (a INT, b INT, c INT, a0 INT, c0 INT)
                              4: Scan t -> (a INT, b INT, c INT)
                        """);
    }
}
