package io.levada.sql.convert;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.sql.bind.QueryBinder;
import io.levada.sql.parse.Positions;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Expressions of a declaration, over the columns of the table that is being declared. */
final class RowExpressions {
    private RowExpressions() {}

    static Expr bind(QueryBinder binder, SqlNode expression, String tableName, RowType row) {
        SqlParserPos pos = expression.getParserPosition();
        SqlSelect select = new SqlSelect(
                pos,
                null,
                new SqlNodeList(List.of(expression), pos),
                new SqlIdentifier(tableName, pos),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        RelNode rel = binder.bindOver(select, tableName, row);
        if (rel instanceof LogicalProject project && project.getInput() instanceof TableScan) {
            List<DataType> types = row.fields().stream().map(Field::type).toList();
            try {
                return new ExprConverter(types).convert(project.getProjects().get(0));
            } catch (LevadaException e) {
                throw e.position() == null ? e.withPosition(Positions.of(expression)) : e;
            }
        }
        if (rel instanceof TableScan && row.size() == 1) {
            return new InputRef(0, row.type(0));
        }
        throw new LevadaException(
                ErrorCode.SQL_INVALID,
                "the expression needs more than one row",
                Positions.of(expression),
                "use functions of the row's own columns",
                null);
    }
}
