package io.levada.engine.physical;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.catalog.Table;
import io.levada.core.config.Settings;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.Limit;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import io.levada.core.plan.Union;
import io.levada.core.plan.ValuesNode;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhysicalPlannerTest {
    private static final RowType TWO = RowType.of(new Field("a", DataType.BIGINT), new Field("b", DataType.BIGINT));
    private static final Table TABLE =
            new Table("t", List.of(), null, List.of(), List.of(), new Settings(Map.of("connector", "print")), null);

    private static PlanNode values() {
        return new ValuesNode(TWO, List.of());
    }

    private static PlanNode sums(PlanNode input, Integer... keys) {
        var fields = new java.util.ArrayList<Field>();
        for (int key : keys) {
            fields.add(TWO.field(key));
        }
        fields.add(new Field("s", DataType.BIGINT));
        AggregateCall sum = new AggregateCall("SUM", false, List.of(1), -1, DataType.BIGINT, "s");
        return new GroupAggregate(input, List.of(keys), List.of(sum), ChangelogMode.RETRACT, new RowType(fields));
    }

    private static PlanNode swap(PlanNode input) {
        return new Calc(input, null, List.of(new InputRef(1, DataType.BIGINT), new InputRef(0, DataType.BIGINT)), TWO);
    }

    private static String plan(PlanNode... inputs) {
        List<Sink> sinks = java.util.Arrays.stream(inputs)
                .map(i -> i instanceof Sink s ? s : new Sink(i, "t", TABLE, List.of()))
                .toList();
        return PhysicalPlanner.plan(new StreamPlan(sinks, Settings.EMPTY)).toString();
    }

    @Test
    void whatNeedsNoExchangeIsOneStage() {
        assertThat(plan(swap(values()))).isEqualTo("""
                stage 0
                  Values 0 rows
                    Calc [$1, $0]
                      Sink t
                """);
    }

    @Test
    void keysNeedAnExchangeByTheirHashAndNoKeysAnExchangeToOne() {
        assertThat(plan(sums(values(), 0))).isEqualTo("""
                stage 0
                  Values 0 rows
                    => stage 1 (by hash of [0])
                stage 1
                  GroupAggregate by [$0] [SUM($1)]
                    Sink t
                """);
        assertThat(plan(sums(values()))).contains("=> stage 1 (by hash of [])");
        assertThat(plan(new Limit(values(), 0, 5))).contains("=> stage 1 (one worker)");
    }

    @Test
    void rowsThatAreSpreadByTheSameKeysStayWhereTheyAre() {
        assertThat(plan(sums(sums(values(), 0), 0))).isEqualTo("""
                stage 0
                  Values 0 rows
                    => stage 1 (by hash of [0])
                stage 1
                  GroupAggregate by [$0] [SUM($1)]
                    GroupAggregate by [$0] [SUM($1)]
                      Sink t
                """);
        assertThat(plan(sums(swap(sums(values(), 0)), 0))).contains("=> stage 2 (by hash of [0])");
        assertThat(plan(sums(swap(sums(values(), 0)), 1))).doesNotContain("stage 2");
    }

    @Test
    void anUpsertSinkIsGivenAllChangesOfAKeyByOneWorker() {
        Sink placed = new Sink(sums(values(), 0), "t", TABLE, List.of(0));
        assertThat(plan(placed)).doesNotContain("stage 2");
        Sink other = new Sink(sums(values(), 0), "t", TABLE, List.of(1));
        assertThat(plan(other)).contains("=> stage 2 (by hash of [1])");
        Sink wider = new Sink(sums(values(), 0), "t", TABLE, List.of(1, 0));
        assertThat(plan(wider)).doesNotContain("stage 2");
        Sink unplaced = new Sink(values(), "t", TABLE, List.of(0));
        assertThat(plan(unplaced)).contains("=> stage 1 (by hash of [0])");
    }

    @Test
    void theCallerIsGivenRowsByOneWorker() {
        assertThat(plan(new Sink(values(), "r", null, List.of()))).contains("=> stage 1 (one worker)");
        assertThat(plan(new Sink(new Limit(values(), 0, 1), "r", null, List.of())))
                .doesNotContain("stage 2");
    }

    @Test
    void aSharedNodeIsPlacedOnce() {
        PlanNode shared = sums(values(), 0);
        assertThat(plan(shared, swap(shared))).isEqualTo("""
                stage 0
                  Values 0 rows
                    => stage 1 (by hash of [0])
                stage 1
                  GroupAggregate by [$0] [SUM($1)]
                    Sink t
                    Calc [$1, $0]
                      Sink t
                """);
    }

    @Test
    void aUnionBelowAnExchangeNeedsNoStage() {
        Union union = new Union(List.of(values(), swap(values())), ChangelogMode.APPEND, TWO);
        assertThat(plan(sums(union, 0))).isEqualTo("""
                stage 0
                  Values 0 rows
                    => stage 2 (by hash of [0])
                stage 1
                  Values 0 rows
                    Calc [$1, $0]
                      => stage 2 (by hash of [0])
                stage 2
                  GroupAggregate by [$0] [SUM($1)]
                    Sink t
                """);
        assertThat(plan(union)).contains("=> stage 2 (same worker)");
    }

    @Test
    void theSamePlanCutTwiceHasTheSameNumbers() {
        PlanNode node = swap(sums(values(), 0));
        StreamPlan plan = new StreamPlan(List.of(new Sink(node, "t", TABLE, List.of())), Settings.EMPTY);
        assertThat(PhysicalPlanner.plan(plan)).isEqualTo(PhysicalPlanner.plan(plan));
    }
}
