package io.levada.core.catalog;

import io.levada.core.expr.Expr;
import io.levada.core.type.DataType;

/** A column of a table, by where its values come from. */
public sealed interface TableColumn {
    String name();

    DataType type();

    /** A value that lies in the record. */
    record Physical(String name, DataType type) implements TableColumn {}

    /**
     * A value that the connector knows about the record: an offset, a timestamp, headers.
     *
     * @param key the connector's name for it
     * @param virtual whether the column is left out when the table is written
     */
    record Metadata(String name, DataType type, String key, boolean virtual) implements TableColumn {}

    /**
     * A value that is computed when the table is read.
     *
     * @param expr over the table's physical and metadata columns in declared order ({@link Table#storedColumns()})
     */
    record Computed(String name, DataType type, Expr expr) implements TableColumn {}
}
