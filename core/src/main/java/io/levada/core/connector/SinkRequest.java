package io.levada.core.connector;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.RowType;
import java.util.List;

/**
 * @param columns what will be written, in the order of the batches
 * @param mode the changes that will come, at most what {@link Capabilities#sink()} allows
 */
public record SinkRequest(Table table, List<TableColumn> columns, ChangelogMode mode, JobInfo job) {
    public SinkRequest {
        columns = List.copyOf(columns);
    }

    public RowType rowType() {
        return Table.rowType(columns);
    }
}
