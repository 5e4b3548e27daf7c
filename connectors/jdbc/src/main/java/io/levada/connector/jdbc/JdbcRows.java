package io.levada.connector.jdbc;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Column;
import io.levada.core.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a database as a batch. */
final class JdbcRows {
    private JdbcRows() {}

    static List<Batch> batches(List<List<@Nullable Object>> rows, RowType type) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Column[] columns = Batch.columnsFor(type, rows.size());
        for (List<@Nullable Object> row : rows) {
            for (int i = 0; i < columns.length; i++) {
                Boxed.append(columns[i], type.type(i), row.get(i));
            }
        }
        return List.of(new Batch(rows.size(), columns, null));
    }
}
