package io.levada.core.plan;

import io.levada.core.catalog.Table;
import io.levada.core.type.RowType;
import java.util.List;

/**
 * Reads a table.
 *
 * @param columns indexes into {@link Table#storedColumns()} of the columns that are read, in output order: the
 *     connector must not decode others
 */
public record Scan(Table table, List<Integer> columns, ChangelogMode mode) implements PlanNode {
    public Scan {
        columns = List.copyOf(columns);
    }

    @Override
    public RowType rowType() {
        var stored = table.storedColumns();
        return Table.rowType(columns.stream().map(stored::get).toList());
    }

    @Override
    public List<PlanNode> inputs() {
        return List.of();
    }
}
