package io.levada.engine.physical;

import io.levada.core.expr.InputRef;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.plan.Deduplicate;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.Limit;
import io.levada.core.plan.LookupJoin;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Rank;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.Union;
import io.levada.core.plan.ValuesNode;
import io.levada.core.plan.WatermarkAssigner;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowRank;
import io.levada.core.plan.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** By which columns of its output the rows of a node are spread over workers already. */
final class Placement {
    private Placement() {}

    /**
     * @return columns such that rows that agree in them are at one worker; empty when all rows are at one; null when
     *     nothing is known
     */
    static @Nullable List<Integer> of(PlanNode node) {
        return switch (node) {
            case Scan n -> null;
            case ValuesNode n -> null;
            case Union n -> null;
            case Calc n -> through(n);
            case WatermarkAssigner n -> of(n.input());
            case LookupJoin n -> of(n.input());
            case WindowAssign n -> n.window() instanceof WindowSpec.Session s ? s.partitionKeys() : of(n.input());
            case WindowAggregate n -> range(n.keys().size());
            case GroupAggregate n -> range(n.keys().size());
            case ChangelogNormalize n -> n.keys();
            case Join n -> joined(n);
            case Rank n -> n.partition();
            case WindowRank n -> n.placedBy();
            case Deduplicate n -> n.keys();
            case Limit n -> List.of();
            case Sink n -> of(n.input());
        };
    }

    /** Rows stay where their keys are; but keys that are NULL for want of a partner say nothing. */
    private static @Nullable List<Integer> joined(Join join) {
        if (join.kind() == JoinKind.FULL) {
            return null;
        }
        List<Integer> byLeft = join.leftKeys();
        int width = join.left().rowType().size();
        List<Integer> byRight = join.rightKeys().stream().map(k -> width + k).toList();
        List<Integer> placed = shown(join, join.kind() == JoinKind.RIGHT ? byRight : byLeft);
        return placed == null && join.kind() == JoinKind.INNER ? shown(join, byRight) : placed;
    }

    private static @Nullable List<Integer> shown(Join join, List<Integer> joinedColumns) {
        List<Integer> places =
                joinedColumns.stream().map(join.output()::indexOf).toList();
        return places.contains(-1) ? null : places;
    }

    private static List<Integer> range(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Where a projection shows all of the columns unchanged, under their new indexes. */
    private static @Nullable List<Integer> through(Calc calc) {
        List<Integer> below = of(calc.input());
        if (below == null) {
            return null;
        }
        List<Integer> above = new ArrayList<>();
        for (int column : below) {
            int found = IntStream.range(0, calc.projections().size())
                    .filter(i -> calc.projections().get(i) instanceof InputRef ref && ref.index() == column)
                    .findFirst()
                    .orElse(-1);
            if (found < 0) {
                return null;
            }
            above.add(found);
        }
        return above;
    }
}
