package io.levada.core.plan;

import io.levada.core.catalog.Table;
import io.levada.core.expr.Expr;
import io.levada.core.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code JOIN table FOR SYSTEM_TIME AS OF proctime}: each row looks its partners up in an outside table as it passes.
 * The output: the input's columns, then the table's chosen columns.
 *
 * @param tableColumns indexes into {@link Table#storedColumns()}, in output order
 * @param inputKeys input columns to look up by; types equal those of the table's
 * @param tableKeys positions in {@code tableColumns}, paired with {@code inputKeys}
 * @param condition what else must hold, over the joined columns; null for nothing
 * @param outer LEFT JOIN: a row without partner passes with NULLs
 */
public record LookupJoin(
        PlanNode input,
        Table table,
        List<Integer> tableColumns,
        List<Integer> inputKeys,
        List<Integer> tableKeys,
        @Nullable Expr condition,
        boolean outer,
        RowType rowType)
        implements PlanNode {
    public LookupJoin {
        tableColumns = List.copyOf(tableColumns);
        inputKeys = List.copyOf(inputKeys);
        tableKeys = List.copyOf(tableKeys);
        if (inputKeys.isEmpty() || inputKeys.size() != tableKeys.size()) {
            throw new IllegalArgumentException("keys of a lookup join: " + inputKeys + ", " + tableKeys);
        }
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
