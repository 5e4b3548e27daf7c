package io.levada.cli.demo;

import io.levada.core.catalog.Table;
import io.levada.core.config.Settings;
import io.levada.core.connector.Formats;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Column;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topic that a pipeline writes, and how its records are read back. Used by one thread. */
final class OutputTable {
    private final String name;
    private final String topic;
    private final RowType type;
    private final RecordDecoder decoder;

    OutputTable(Table table, String topic, ZoneId zone) {
        this.name = table.name();
        this.topic = topic;
        this.type = table.physicalType();
        this.decoder = Formats.get("json").decoder(table, type, Settings.EMPTY, zone);
    }

    String name() {
        return name;
    }

    String topic() {
        return topic;
    }

    /** The value of a column, or null when the table has no such column. */
    @Nullable
    Object get(Row row, String column) {
        int index = type.indexOf(column);
        return index < 0 ? null : row.get(index);
    }

    /** The row in a record's value; null for a deletion, or when it is not what the table says. */
    @Nullable
    Row read(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        Column[] columns = Batch.columnsFor(type, 1);
        if (decoder.decode(value, 0, value.length, columns) != null || columns[0].size() == 0) {
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            values.add(Boxed.get(columns[i], type.type(i), 0));
        }
        return Row.of(values.toArray());
    }
}
