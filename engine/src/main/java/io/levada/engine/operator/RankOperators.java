package io.levada.engine.operator;

import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Deduplicate;
import io.levada.core.plan.Rank;
import io.levada.core.plan.SortKey;
import java.util.List;

/** Chooses the operator for a Top-N. */
public final class RankOperators {
    private RankOperators() {}

    public static Operator of(Rank node) {
        boolean best = node.to() == 1 && !node.rowNumber() && node.input().mode() == ChangelogMode.APPEND;
        return best
                ? new BestRowOperator(node.rowType(), node.partition(), node.order(), false, node.mode())
                : new RankOperator(node);
    }

    public static Operator of(Deduplicate node) {
        if (node.last()) {
            List<SortKey> order = node.time() < 0 ? List.of() : List.of(new SortKey(node.time(), true, false));
            return new BestRowOperator(node.rowType(), node.keys(), order, true, node.mode());
        }
        return node.time() < 0
                ? new BestRowOperator(node.rowType(), node.keys(), List.of(), false, node.mode())
                : new FirstRowOperator(node);
    }
}
