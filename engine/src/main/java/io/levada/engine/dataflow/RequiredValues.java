package io.levada.engine.dataflow;

import io.levada.core.catalog.TableColumn;
import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.Sink;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.List;

/** Stops a job that would write NULL into a column declared NOT NULL, as Flink does unless told otherwise. */
final class RequiredValues {
    static final RequiredValues NONE = new RequiredValues("", List.of(), new int[0]);

    private final String table;
    private final List<TableColumn> columns;
    private final int[] indexes;

    private RequiredValues(String table, List<TableColumn> columns, int[] indexes) {
        this.table = table;
        this.columns = columns;
        this.indexes = indexes;
    }

    /** Only columns that the query could fill with NULL are looked at. */
    static RequiredValues of(Sink sink) {
        if (sink.table() == null) {
            return NONE;
        }
        List<TableColumn> columns = sink.table().writableColumns();
        RowType given = sink.rowType();
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).type().nullable() && given.type(i).nullable()) {
                indexes.add(i);
            }
        }
        return indexes.isEmpty()
                ? NONE
                : new RequiredValues(
                        sink.name(), columns, indexes.stream().mapToInt(i -> i).toArray());
    }

    void check(Batch batch) {
        for (int index : indexes) {
            boolean[] nulls = batch.column(index).nulls();
            if (nulls == null) {
                continue;
            }
            for (int row = 0; row < batch.rowCount(); row++) {
                byte kind = batch.kind(row);
                if (nulls[row] && (kind == ChangeKind.I || kind == ChangeKind.UA)) {
                    throw new LevadaException(
                            ErrorCode.EVALUATION,
                            "column '" + columns.get(index).name() + "' of table '" + table
                                    + "' is NOT NULL, but a row has NULL there",
                            "filter such rows out (WHERE ... IS NOT NULL), or give them a value with COALESCE");
                }
            }
        }
    }
}
