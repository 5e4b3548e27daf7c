package io.levada.core.plan;

import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.util.List;

/** {@code VALUES (...), (...)}: constant rows, boxed; may be empty. */
public record ValuesNode(RowType rowType, List<Row> rows) implements PlanNode {
    public ValuesNode {
        rows = List.copyOf(rows);
    }

    @Override
    public ChangelogMode mode() {
        return ChangelogMode.APPEND;
    }

    @Override
    public List<PlanNode> inputs() {
        return List.of();
    }
}
