package io.levada.core.catalog;

import io.levada.core.config.Settings;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A declared table.
 *
 * @param columns in declared order
 * @param primaryKey column names; empty when there is none
 * @param partitionKeys PARTITIONED BY; empty when there is none
 * @param options WITH (...), {@code connector} included
 */
public record Table(
        String name,
        List<TableColumn> columns,
        @Nullable WatermarkSpec watermark,
        List<String> primaryKey,
        List<String> partitionKeys,
        Settings options,
        @Nullable String comment) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        partitionKeys = List.copyOf(partitionKeys);
    }

    /** All columns, in declared order: what SELECT * shows. */
    public RowType rowType() {
        return rowType(columns);
    }

    /** Physical and metadata columns, in declared order: what a connector can read. */
    public List<TableColumn> storedColumns() {
        return columns.stream()
                .filter(c -> !(c instanceof TableColumn.Computed))
                .toList();
    }

    /** Physical columns and metadata columns that aren't virtual: what INSERT INTO writes. */
    public List<TableColumn> writableColumns() {
        return columns.stream()
                .filter(c -> c instanceof TableColumn.Physical || c instanceof TableColumn.Metadata m && !m.virtual())
                .toList();
    }

    /** Physical columns only: the schema of the record. */
    public RowType physicalType() {
        return rowType(
                columns.stream().filter(TableColumn.Physical.class::isInstance).toList());
    }

    public static RowType rowType(List<? extends TableColumn> columns) {
        return new RowType(
                columns.stream().map(c -> new Field(c.name(), c.type())).toList());
    }
}
