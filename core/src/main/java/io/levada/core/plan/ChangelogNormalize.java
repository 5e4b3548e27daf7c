package io.levada.core.plan;

import io.levada.core.type.RowType;
import java.util.List;

/**
 * Turns upserts by key into retractions by remembering the last row of each key, and drops changes that change nothing.
 *
 * @param keys input columns of the unique key
 */
public record ChangelogNormalize(PlanNode input, List<Integer> keys) implements PlanNode {
    public ChangelogNormalize {
        keys = List.copyOf(keys);
    }

    @Override
    public RowType rowType() {
        return input.rowType();
    }

    @Override
    public ChangelogMode mode() {
        return ChangelogMode.RETRACT;
    }

    @Override
    public List<PlanNode> inputs() {
        return List.of(input);
    }
}
