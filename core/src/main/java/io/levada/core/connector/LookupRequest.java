package io.levada.core.connector;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.type.RowType;
import java.util.List;

/**
 * @param columns the columns of the result, in order
 * @param keys positions in {@code columns} to look up by
 */
public record LookupRequest(Table table, List<TableColumn> columns, List<Integer> keys, JobInfo job) {
    public LookupRequest {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    public RowType rowType() {
        return Table.rowType(columns);
    }
}
