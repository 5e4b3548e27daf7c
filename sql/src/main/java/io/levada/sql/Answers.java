package io.levada.sql;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.catalog.WatermarkSpec;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.sql.bind.Catalog;
import io.levada.sql.bind.Operators;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.flink.sql.parser.dql.SqlRichDescribeTable;
import org.apache.flink.sql.parser.dql.SqlShowCall;
import org.apache.flink.sql.parser.dql.SqlShowFunctions;
import org.apache.flink.sql.parser.dql.SqlShowTables;
import org.apache.flink.sql.parser.dql.SqlShowTables.SqlTableKind;
import org.jspecify.annotations.Nullable;

/** SHOW and DESCRIBE. */
final class Answers {
    private final Catalog catalog;
    private final Declarations declarations;

    Answers(Catalog catalog, Declarations declarations) {
        this.catalog = catalog;
        this.declarations = declarations;
    }

    Planned showTables(SqlShowTables show) {
        refuseFrom(show);
        if (show.getTableKind() == SqlTableKind.MATERIALIZED_TABLE) {
            throw Declarations.unsupported("SHOW MATERIALIZED TABLES", show, null);
        }
        boolean views = show.getTableKind() == SqlTableKind.VIEW;
        Predicate<String> wanted = filter(show);
        return names(
                views ? "view name" : "table name",
                catalog.entries().stream()
                        .filter(e -> !views || e instanceof Catalog.ViewEntry)
                        .map(Catalog.Entry::name)
                        .filter(wanted)
                        .sorted()
                        .toList());
    }

    Planned showFunctions(SqlShowFunctions show) {
        refuseFrom(show);
        Stream<String> own = catalog.functionNames().stream();
        return names(
                "function name",
                (show.requireUser() ? own : Stream.concat(Operators.INSTANCE.functionNames().stream(), own))
                        .filter(filter(show))
                        .sorted(String.CASE_INSENSITIVE_ORDER)
                        .toList());
    }

    private static void refuseFrom(SqlShowCall show) {
        if (show.getPreposition() != null) {
            throw Declarations.unsupported("SHOW ... " + show.getPreposition(), show, null);
        }
    }

    private static Predicate<String> filter(SqlShowCall show) {
        String pattern = show.getLikeSqlPattern();
        if (pattern == null) {
            return name -> true;
        }
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        int flags = "ILIKE".equalsIgnoreCase(show.getLikeType()) ? Pattern.CASE_INSENSITIVE : 0;
        Predicate<String> matches = Pattern.compile(regex.toString(), flags).asMatchPredicate();
        return show.isNotLike() ? matches.negate() : matches;
    }

    private static Planned names(String column, List<String> names) {
        return new Planned.Rows(
                RowType.of(new Field(column, DataType.STRING.notNull())),
                names.stream().map(Row::of).toList());
    }

    /** The statement as it was written. */
    Planned showCreate(SqlIdentifier id) {
        return new Planned.Rows(
                RowType.of(new Field("result", DataType.STRING.notNull())),
                List.of(Row.of(declarations.entry(id).ddl())));
    }

    Planned describe(SqlRichDescribeTable describe) {
        if (describe.isExtended()) {
            throw Declarations.unsupported("DESCRIBE EXTENDED", describe, "write DESCRIBE and the name");
        }
        SqlIdentifier id = (SqlIdentifier) describe.getOperandList().get(0);
        DataType text = DataType.STRING;
        RowType type = RowType.of(
                new Field("name", text),
                new Field("type", text),
                new Field("null", DataType.BOOLEAN),
                new Field("key", text),
                new Field("extras", text),
                new Field("watermark", text));
        List<Row> rows = switch (declarations.entry(id)) {
            case Catalog.TableEntry t ->
                t.table().columns().stream().map(c -> row(c, t.table())).toList();
            case Catalog.ViewEntry v ->
                v.rowType().fields().stream()
                        .map(f -> Row.of(f.name(), f.type().sqlName(), f.type().nullable(), null, null, null))
                        .toList();
        };
        return new Planned.Rows(type, rows);
    }

    private static Row row(TableColumn column, Table table) {
        WatermarkSpec watermark = table.watermark();
        boolean rowtime = watermark != null && watermark.column().equals(column.name());
        String key = table.primaryKey().contains(column.name())
                ? "PRI(" + String.join(", ", table.primaryKey()) + ")"
                : null;
        return Row.of(
                column.name(),
                column.type().sqlName() + (rowtime ? " *ROWTIME*" : ""),
                column.type().nullable(),
                key,
                extras(column),
                rowtime && watermark != null ? watermark.expr().toString() : null);
    }

    private static @Nullable String extras(TableColumn column) {
        return switch (column) {
            case TableColumn.Physical p -> null;
            case TableColumn.Metadata m ->
                "METADATA" + (m.key().equals(m.name()) ? "" : " FROM '" + m.key() + "'")
                        + (m.virtual() ? " VIRTUAL" : "");
            case TableColumn.Computed c -> "AS " + c.expr();
        };
    }
}
