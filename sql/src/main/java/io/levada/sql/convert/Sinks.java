package io.levada.sql.convert;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connectors;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.plan.Sink;
import io.levada.core.type.DataType;
import io.levada.sql.bind.Names;
import io.levada.sql.parse.Positions;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** Where queries end: columns matched to a table's, or the result as it is. */
final class Sinks {
    /** The name of a result that goes to the caller. */
    static final String RESULT = "result";

    private Sinks() {}

    static Sink toCaller(Stream result) {
        return new Sink(Renames.withNames(result), RESULT, null, List.of());
    }

    /** @param columns the column list of INSERT INTO, or null */
    static Sink toTable(
            Stream query, Table declared, Connectors connectors, @Nullable SqlNodeList columns, SqlNode target) {
        Position at = Positions.of(target);
        Capabilities can = connectors.of(declared).describe(declared);
        if (can.sink() == null) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "table '" + declared.name() + "' can't be written: its connector doesn't do that",
                    at,
                    null,
                    null);
        }
        Table table = MetadataColumns.forWriting(declared, can);
        List<TableColumn> writable = table.writableColumns();
        int[] sources = sources(query, declared, columns, at);
        List<Expr> projections = new ArrayList<>();
        for (int i = 0; i < writable.size(); i++) {
            TableColumn column = writable.get(i);
            DataType declaredType = declared.writableColumns().get(i).type();
            Expr value = sources[i] < 0
                    ? missing(column, declared, at)
                    : implicit(Calcs.identity(query).get(sources[i]), declaredType, column.name(), declared, at);
            projections.add(Casts.toHeldAs(value, column.type()));
        }
        List<String> names = writable.stream().map(TableColumn::name).toList();
        Stream written = Calcs.project(query, projections, names);
        List<Integer> keys = declared.primaryKey().stream().map(names::indexOf).toList();
        return new Sink(Renames.withNames(written), declared.name(), table, keys);
    }

    /** For each writable column the query's column, or -1. */
    private static int[] sources(Stream query, Table table, @Nullable SqlNodeList columns, @Nullable Position at) {
        List<String> writable =
                table.writableColumns().stream().map(TableColumn::name).toList();
        int[] sources = new int[writable.size()];
        if (columns == null) {
            if (query.size() != writable.size()) {
                throw wrongCount(query, table.name(), writable, at);
            }
            java.util.Arrays.setAll(sources, i -> i);
            return sources;
        }
        if (query.size() != columns.size()) {
            throw wrongCount(
                    query, table.name(), columns.stream().map(SqlNode::toString).toList(), Positions.of(columns));
        }
        java.util.Arrays.fill(sources, -1);
        for (int i = 0; i < columns.size(); i++) {
            String name = ((SqlIdentifier) columns.get(i)).getSimple();
            int index = writable.indexOf(name);
            if (index < 0) {
                throw notWritable(name, table, writable, Positions.of(columns.get(i)));
            }
            if (sources[index] >= 0) {
                throw new LevadaException(
                        ErrorCode.SQL_INVALID,
                        "column '" + name + "' is given twice",
                        Positions.of(columns.get(i)),
                        null,
                        null);
            }
            sources[index] = i;
        }
        return sources;
    }

    private static LevadaException notWritable(String name, Table table, List<String> writable, @Nullable Position at) {
        boolean exists = table.columns().stream().anyMatch(c -> c.name().equals(name));
        return exists
                ? new LevadaException(
                        ErrorCode.SQL_INVALID,
                        "column '" + name + "' of '" + table.name() + "' is computed or virtual and can't be written",
                        at,
                        null,
                        null)
                : Names.unknownColumn(name, writable, at);
    }

    private static LevadaException wrongCount(Stream query, String table, List<String> wanted, @Nullable Position at) {
        return new LevadaException(
                ErrorCode.SQL_TYPE_MISMATCH,
                "the query gives " + query.size() + " column" + (query.size() == 1 ? "" : "s") + " ("
                        + String.join(", ", query.names()) + ") for " + wanted.size() + " of '" + table + "' ("
                        + String.join(", ", wanted) + ")",
                at,
                null,
                null);
    }

    private static Expr missing(TableColumn column, Table table, @Nullable Position at) {
        if (!column.type().nullable()) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "column '" + column.name() + "' of '" + table.name() + "' is NOT NULL and gets no value",
                    at,
                    "name it in the column list",
                    null);
        }
        return new Literal(null, column.type());
    }

    private static Expr implicit(Expr value, DataType target, String column, Table table, @Nullable Position at) {
        if (!ImplicitCasts.allowed(value.type(), target)) {
            throw new LevadaException(
                    ErrorCode.SQL_TYPE_MISMATCH,
                    "column '" + column + "' of '" + table.name() + "' is " + target.sqlName() + ", the query gives "
                            + value.type().sqlName(),
                    at,
                    "write CAST(... AS " + target.sqlName() + ")",
                    null);
        }
        return Casts.toHeldAs(value, target);
    }
}
