package io.levada.core.connector;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.type.RowType;
import java.util.List;

/**
 * @param columns what is to be read, in the order of the batches: physical and metadata columns; may be empty, then
 *     only the number of rows matters
 */
public record SourceRequest(Table table, List<TableColumn> columns, JobInfo job) {
    public SourceRequest {
        columns = List.copyOf(columns);
    }

    public RowType rowType() {
        return Table.rowType(columns);
    }
}
