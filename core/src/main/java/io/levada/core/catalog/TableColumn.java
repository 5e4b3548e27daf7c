package io.levada.core.catalog;

import io.levada.core.expr.Expr;
import io.levada.core.type.DataType;
import java.util.List;

/** A column of a table, by where its values come from. */
public sealed interface TableColumn {
    String name();

    DataType type();

    /**
     * A value that lies in the record.
     *
     * @param path where: the column's own name, or for the field of a ROW that is read as a column the names of the ROW
     *     and of the field
     */
    record Physical(String name, DataType type, List<String> path) implements TableColumn {
        public Physical {
            path = List.copyOf(path);
        }

        public Physical(String name, DataType type) {
            this(name, type, List.of(name));
        }
    }

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
