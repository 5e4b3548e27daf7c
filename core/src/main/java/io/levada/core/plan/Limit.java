package io.levada.core.plan;

import io.levada.core.type.RowType;
import java.util.List;

/** The first rows that come; over an append-only input. */
public record Limit(PlanNode input, long offset, long count) implements PlanNode {
    @Override
    public RowType rowType() {
        return input.rowType();
    }

    @Override
    public ChangelogMode mode() {
        return ChangelogMode.APPEND;
    }

    @Override
    public List<PlanNode> inputs() {
        return List.of(input);
    }
}
