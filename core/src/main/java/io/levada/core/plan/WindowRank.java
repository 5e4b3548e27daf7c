package io.levada.core.plan;

import io.levada.core.type.RowType;
import java.util.List;

/**
 * Top-N in each window, told once when the watermark passes the window's end; over an append-only input.
 *
 * @param window input columns with the start and the end of the row's window
 * @param partition input columns beside the window's
 * @param order rows that are equal in it stand as they came
 * @param latestFirst whether rows that are equal in the order stand the other way round: the last row by time
 */
public record WindowRank(
        PlanNode input,
        WindowSpec.Attached window,
        List<Integer> partition,
        List<SortKey> order,
        boolean latestFirst,
        long from,
        long to,
        boolean rowNumber)
        implements PlanNode {
    public WindowRank {
        partition = List.copyOf(partition);
        order = List.copyOf(order);
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("places " + from + " to " + to);
        }
    }

    @Override
    public RowType rowType() {
        return Rank.withPlace(input.rowType(), rowNumber);
    }

    /** The columns by whose hash rows are spread over workers: the partition's, or else the window's. */
    public List<Integer> placedBy() {
        return partition.isEmpty() ? List.of(window.startColumn(), window.endColumn()) : partition;
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
