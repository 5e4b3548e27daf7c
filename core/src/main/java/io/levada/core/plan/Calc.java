package io.levada.core.plan;

import io.levada.core.expr.Expr;
import io.levada.core.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Filters, then projects; both over the input's columns.
 *
 * @param filter null to keep every row
 * @param projections one for each column of the row type
 */
public record Calc(PlanNode input, @Nullable Expr filter, List<Expr> projections, RowType rowType) implements PlanNode {
    public Calc {
        projections = List.copyOf(projections);
        if (projections.size() != rowType.size()) {
            throw new IllegalArgumentException(projections.size() + " projections for " + rowType);
        }
    }

    @Override
    public ChangelogMode mode() {
        return input.mode();
    }

    @Override
    public List<PlanNode> inputs() {
        return List.of(input);
    }
}
