package io.levada.core.plan;

import io.levada.core.type.RowType;
import java.util.List;

/** UNION ALL of inputs with the same column types. */
public record Union(List<PlanNode> inputs, ChangelogMode mode, RowType rowType) implements PlanNode {
    public Union {
        inputs = List.copyOf(inputs);
        if (inputs.size() < 2) {
            throw new IllegalArgumentException("a union of " + inputs.size());
        }
    }
}
