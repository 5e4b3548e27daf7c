package io.levada.core.plan;

import io.levada.core.type.RowType;
import java.util.List;

/**
 * Keeps the first or the last row of each key, by event time or as rows arrive; over an append-only input. The first row
 * by event time is told when the watermark reaches it, and the first to arrive at once: both never change. The last row
 * changes; of rows with equal times the later to arrive counts.
 *
 * @param keys input columns; none means one row over everything
 * @param time input column of the event time, or -1 to go by arrival
 * @param last whether the last row is kept
 * @param mode {@code APPEND} for the first row; for the last {@code RETRACT}, or {@code UPSERT} when nobody above needs
 *     the row before
 */
public record Deduplicate(PlanNode input, List<Integer> keys, int time, boolean last, ChangelogMode mode)
        implements PlanNode {
    public Deduplicate {
        keys = List.copyOf(keys);
        if (last == (mode == ChangelogMode.APPEND)) {
            throw new IllegalArgumentException(mode + " for the " + (last ? "last" : "first") + " row");
        }
    }

    @Override
    public RowType rowType() {
        return input.rowType();
    }

    @Override
    public List<PlanNode> inputs() {
        return List.of(input);
    }
}
