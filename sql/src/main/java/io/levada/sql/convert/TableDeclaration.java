package io.levada.sql.convert;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.catalog.WatermarkSpec;
import io.levada.core.config.Settings;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.sql.bind.DialectTypes;
import io.levada.sql.bind.Names;
import io.levada.sql.bind.QueryBinder;
import io.levada.sql.parse.Positions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.flink.sql.parser.ddl.SqlTableColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlComputedColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlMetadataColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlRegularColumn;
import org.apache.flink.sql.parser.ddl.SqlWatermark;
import org.apache.flink.sql.parser.ddl.constraint.SqlTableConstraint;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE to a {@link Table}. */
public final class TableDeclaration {
    private static final int MAX_ROWTIME_PRECISION = 3;
    /** The place of PARTITIONED BY among the operands of CREATE TABLE. */
    private static final int PARTITION_KEYS = 4;

    private final QueryBinder binder;
    private final DialectTypes types;
    private final SqlCreateTable node;
    private final String name;
    /** By name, in declared order. */
    private final Map<String, TableColumn> columns = new LinkedHashMap<>();

    private TableDeclaration(SqlCreateTable node, String name, QueryBinder binder) {
        this.node = node;
        this.name = name;
        this.binder = binder;
        this.types = binder.types();
    }

    /** @param like what LIKE takes over from another table, or null */
    public static Table of(SqlCreateTable node, String name, QueryBinder binder, TableLikes.@Nullable Inherited like) {
        return new TableDeclaration(node, name, binder).declare(like);
    }

    private Table declare(TableLikes.@Nullable Inherited inherited) {
        if (node.getDistribution() != null) {
            throw error(ErrorCode.SQL_UNSUPPORTED, "DISTRIBUTED BY is not there yet", node.getDistribution(), null);
        }
        Table like = inherited == null ? null : inherited.table();
        if (like != null) {
            like.columns().forEach(c -> columns.put(c.name(), c));
        }
        List<String> key = primaryKey();
        declareStored(key);
        declareComputed();
        List<TableColumn> all = new ArrayList<>(columns.values());
        WatermarkSpec watermark =
                node.getWatermark().map(w -> watermark(w, all)).orElse(null);
        List<String> partition = partitionKeys();
        if (inherited != null && like != null) {
            refuseTwice("a primary key", !key.isEmpty(), !like.primaryKey().isEmpty(), "CONSTRAINTS");
            refuseTwice(
                    "PARTITIONED BY",
                    !partition.isEmpty(),
                    !like.partitionKeys().isEmpty(),
                    "PARTITIONS");
            boolean otherWatermark = like.watermark() != null && !inherited.ownWatermark();
            refuseTwice("a watermark", watermark != null, otherWatermark, "WATERMARKS");
        }
        return new Table(
                name,
                all,
                // Taken over, its expression counts columns as the other table did: those come first here too.
                watermark == null && like != null ? like.watermark() : watermark,
                key.isEmpty() && like != null ? like.primaryKey() : key,
                partition.isEmpty() && like != null ? like.partitionKeys() : partition,
                new Settings(options(inherited)),
                node.getComment());
    }

    private Map<String, String> options(TableLikes.@Nullable Inherited inherited) {
        if (inherited == null) {
            return node.getProperties();
        }
        Map<String, String> options =
                new LinkedHashMap<>(inherited.table().options().values());
        node.getProperties().forEach((option, value) -> {
            refuseTwice(
                    "option '" + option + "'", true, !inherited.ownOptions() && options.containsKey(option), "OPTIONS");
            options.put(option, value);
        });
        return options;
    }

    private void refuseTwice(String what, boolean here, boolean there, String feature) {
        if (here && there) {
            throw error(
                    ErrorCode.SQL_INVALID,
                    what + " is declared here and comes from LIKE",
                    node.getName(),
                    "write LIKE t (EXCLUDING " + feature + ")");
        }
    }

    private List<String> partitionKeys() {
        for (SqlNode column : (SqlNodeList) node.getOperandList().get(PARTITION_KEYS)) {
            String key = ((SqlIdentifier) column).getSimple();
            if (!columns.containsKey(key)) {
                throw Names.unknownColumn(key, columns.keySet(), Positions.of(column));
            }
        }
        return node.getPartitionKeyList();
    }

    /** Physical and metadata columns; computed ones keep their place. */
    private void declareStored(List<String> key) {
        for (SqlNode item : node.getColumnList()) {
            SqlTableColumn column = (SqlTableColumn) item;
            String columnName = column.getName().getSimple();
            if (columns.containsKey(columnName)) {
                throw error(
                        ErrorCode.SQL_INVALID, "column '" + columnName + "' is declared twice", column.getName(), null);
            }
            TableColumn declared = switch (column) {
                case SqlRegularColumn c -> {
                    DataType type = types.of(c.getType());
                    yield new TableColumn.Physical(columnName, key.contains(columnName) ? type.notNull() : type);
                }
                case SqlMetadataColumn c ->
                    new TableColumn.Metadata(
                            columnName,
                            types.of(c.getType()),
                            c.getMetadataAlias().orElse(columnName),
                            c.isVirtual());
                // Its place; the expression is bound when all stored columns are known.
                default -> new TableColumn.Physical(columnName, DataType.NULL);
            };
            columns.put(columnName, declared);
        }
        for (String column : key) {
            if (!(columns.get(column) instanceof TableColumn.Physical)) {
                throw error(
                        ErrorCode.SQL_INVALID,
                        columns.containsKey(column)
                                ? "the primary key column '" + column + "' must be a physical column"
                                : "the primary key column '" + column + "' isn't declared",
                        node.getName(),
                        null);
            }
        }
    }

    private void declareComputed() {
        List<SqlComputedColumn> computed = new ArrayList<>();
        for (SqlNode item : node.getColumnList()) {
            if (item instanceof SqlComputedColumn c) {
                computed.add(c);
            }
        }
        List<String> names = computed.stream().map(c -> c.getName().getSimple()).toList();
        RowType stored = Table.rowType(columns.values().stream()
                .filter(c -> !(c instanceof TableColumn.Computed) && !names.contains(c.name()))
                .toList());
        for (SqlComputedColumn column : computed) {
            String columnName = column.getName().getSimple();
            Expr expr = RowExpressions.bind(binder, column.getExpr(), name, stored);
            if (expr.type().kind() == io.levada.core.type.TypeKind.NULL) {
                throw error(
                        ErrorCode.SQL_INVALID,
                        "column '" + columnName + "' has no type",
                        column.getExpr(),
                        "write CAST(NULL AS type)");
            }
            columns.put(columnName, new TableColumn.Computed(columnName, expr.type(), expr));
        }
    }

    private List<String> primaryKey() {
        List<String> key = List.of();
        for (SqlTableConstraint constraint : node.getFullConstraints()) {
            if (!constraint.isPrimaryKey()) {
                throw error(ErrorCode.SQL_UNSUPPORTED, "UNIQUE is not there", constraint, "declare a PRIMARY KEY");
            }
            if (constraint.isEnforced()) {
                throw error(
                        ErrorCode.SQL_UNSUPPORTED,
                        "a primary key can't be enforced, because the data lies outside",
                        constraint,
                        "write PRIMARY KEY (...) NOT ENFORCED");
            }
            if (!key.isEmpty()) {
                throw error(ErrorCode.SQL_INVALID, "there are two primary keys", constraint, null);
            }
            key = List.of(constraint.getColumnNames());
        }
        return key;
    }

    private WatermarkSpec watermark(SqlWatermark watermark, List<TableColumn> all) {
        SqlIdentifier id = watermark.getEventTimeColumnName();
        if (!id.isSimple()) {
            throw error(
                    ErrorCode.SQL_UNSUPPORTED,
                    "a watermark on a nested field is not there yet",
                    id,
                    "add a computed column: ts AS " + id);
        }
        TableColumn column = columns.get(id.getSimple());
        if (column == null) {
            throw Names.unknownColumn(id.getSimple(), columns.keySet(), Positions.of(id));
        }
        checkRowtime(column, id);
        RowType row = Table.rowType(all);
        Expr expr = RowExpressions.bind(binder, watermark.getWatermarkStrategy(), name, row);
        if (expr.type().kind() != column.type().kind()) {
            throw error(
                    ErrorCode.SQL_TYPE_MISMATCH,
                    "the watermark is " + expr.type().sqlName() + ", but column '" + column.name() + "' is "
                            + column.type().sqlName(),
                    watermark.getWatermarkStrategy(),
                    "write WATERMARK FOR " + column.name() + " AS " + column.name() + " - INTERVAL '5' SECOND");
        }
        return new WatermarkSpec(column.name(), expr);
    }

    private static void checkRowtime(TableColumn column, SqlNode where) {
        DataType type = column.type();
        if (!type.kind().isTimestamp()) {
            throw error(
                    ErrorCode.SQL_TYPE_MISMATCH,
                    "the time attribute '" + column.name() + "' must be TIMESTAMP(3) or TIMESTAMP_LTZ(3), not "
                            + type.sqlName(),
                    where,
                    type.kind().isText()
                            ? "add a computed column: ts AS TO_TIMESTAMP(" + column.name() + ")"
                            : "add a computed column: ts AS TO_TIMESTAMP_LTZ(" + column.name() + ", 3)");
        }
        if (type.precision() > MAX_ROWTIME_PRECISION) {
            throw error(
                    ErrorCode.SQL_TYPE_MISMATCH,
                    "the time attribute '" + column.name() + "' is " + type.sqlName()
                            + ", but may have at most 3 fractional digits",
                    where,
                    "declare it as " + type.kind().name() + "(" + MAX_ROWTIME_PRECISION + ")");
        }
    }

    private static LevadaException error(ErrorCode code, String message, SqlNode where, @Nullable String hint) {
        return new LevadaException(code, message, Positions.of(where), hint, null);
    }
}
