package io.levada.core.plan;

import io.levada.core.type.RowType;
import java.util.List;

/**
 * Groups by keys without a window: every change of a group is told at once. The output: the keys, then the aggregates.
 *
 * @param keys input columns; none means one group over everything
 * @param mode {@code RETRACT} to tell the row before an update, {@code UPSERT} when nobody above needs it
 */
public record GroupAggregate(
        PlanNode input, List<Integer> keys, List<AggregateCall> aggregates, ChangelogMode mode, RowType rowType)
        implements PlanNode {
    public GroupAggregate {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
        if (keys.size() + aggregates.size() != rowType.size()) {
            throw new IllegalArgumentException("columns of a group aggregate: " + rowType);
        }
    }

    @Override
    public List<PlanNode> inputs() {
        return List.of(input);
    }
}
