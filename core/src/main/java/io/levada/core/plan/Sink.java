package io.levada.core.plan;

import io.levada.core.catalog.Table;
import io.levada.core.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a query ends: in a table, or with the caller who asked (a bare SELECT, the Java API).
 *
 * @param name the table's name, or one for the result
 * @param table null for the caller; else the input's columns are {@link Table#writableColumns()} in order, with types
 *     cast to the table's
 * @param upsertKeys input columns by which the sink may overwrite, the table's primary key; empty when it has none
 */
public record Sink(PlanNode input, String name, @Nullable Table table, List<Integer> upsertKeys) implements PlanNode {
    public Sink {
        upsertKeys = List.copyOf(upsertKeys);
    }

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
