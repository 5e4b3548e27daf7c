package io.levada.sql.convert;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.connector.Capabilities;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Suggest;
import io.levada.core.type.DataType;
import java.util.Map;
import java.util.function.Predicate;

/** Gives a table's metadata columns the types in which the connector reads or writes them. */
public final class MetadataColumns {
    private MetadataColumns() {}

    static Table forReading(Table table, Capabilities can) {
        return retyped(table, can.readableMetadata(), c -> true, "read");
    }

    static Table forWriting(Table table, Capabilities can) {
        return retyped(table, can.writableMetadata(), c -> !c.virtual(), "written");
    }

    private static Table retyped(
            Table table, Map<String, DataType> known, Predicate<TableColumn.Metadata> concerned, String verb) {
        boolean any = table.columns().stream().anyMatch(c -> c instanceof TableColumn.Metadata m && concerned.test(m));
        if (!any) {
            return table;
        }
        return new Table(
                table.name(),
                table.columns().stream()
                        .map(c -> c instanceof TableColumn.Metadata m && concerned.test(m)
                                ? retyped(table, m, known, verb)
                                : c)
                        .toList(),
                table.watermark(),
                table.primaryKey(),
                table.partitionKeys(),
                table.options(),
                table.comment());
    }

    private static TableColumn retyped(
            Table table, TableColumn.Metadata column, Map<String, DataType> known, String verb) {
        DataType type = known.get(column.key());
        if (type == null) {
            String hint = verb.equals("written")
                    ? "add VIRTUAL to the column if it is only read"
                    : Suggest.nearest(column.key(), known.keySet())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse(
                                    known.isEmpty()
                                            ? "the connector has no metadata"
                                            : "there are: " + String.join(", ", known.keySet()));
            throw new LevadaException(
                    ErrorCode.SQL_UNKNOWN_NAME,
                    "the metadata '" + column.key() + "' of column '" + column.name() + "' can't be " + verb
                            + " in table '" + table.name() + "'",
                    hint);
        }
        return new TableColumn.Metadata(column.name(), type, column.key(), column.virtual());
    }
}
