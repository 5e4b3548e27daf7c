package io.levada.core.plan;

import io.levada.core.expr.Expr;
import io.levada.core.type.RowType;
import java.time.Duration;
import java.util.List;

/**
 * Makes watermarks: per split of the source below the greatest value of the expression so far, then the least over the
 * splits that aren't idle. Rows pass unchanged.
 *
 * @param rowtime the column that is the time attribute
 * @param expr over the input's columns, giving a timestamp
 * @param idleTimeout after this much silence a split is not waited for; zero never
 */
public record WatermarkAssigner(PlanNode input, int rowtime, Expr expr, Duration idleTimeout) implements PlanNode {
    @Override
    public RowType rowType() {
        return input.rowType();
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
