package io.levada.flink;

import static org.apache.flink.table.api.Expressions.$;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.expressions.Expression;
import org.apache.flink.table.operations.ModifyOperation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.operations.SinkModifyOperation;

/**
 * What an INSERT writes.
 *
 * @param table its name
 * @param rows with the types of the table's columns
 */
record Written(String table, QueryOperation rows) {

    static Written by(ModifyOperation operation, TableEnvironmentInternal environment) {
        if (!(operation instanceof SinkModifyOperation insert)) {
            throw new ValidationException("only INSERTs can be compared: " + operation.asSummaryString());
        }
        List<Column> columns = insert.getContextResolvedTable().getResolvedSchema().getColumns().stream()
                .filter(Column::isPersisted)
                .toList();
        Table query = ((TableEnvironmentImpl) environment).createTable(insert.getChild());
        List<Expression> casts = new ArrayList<>();
        List<String> given = query.getResolvedSchema().getColumnNames();
        for (int i = 0; i < columns.size(); i++) {
            casts.add($(given.get(i))
                    .cast(columns.get(i).getDataType().nullable())
                    .as(columns.get(i).getName()));
        }
        String name = insert.getContextResolvedTable().getIdentifier().getObjectName();
        return new Written(name, query.select(casts.toArray(Expression[]::new)).getQueryOperation());
    }
}
