package io.levada.connector.standard.json;

import io.levada.connector.standard.MalformedRecord;
import io.levada.core.catalog.Table;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.data.Column;
import io.levada.core.type.RowType;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object to one row. Of fields with equal names the last one counts. An empty record is no row, as in Flink;
 * an array of objects at the top isn't taken.
 */
final class JsonDecoder implements RecordDecoder {
    private final RowType wanted;
    private final ObjectReader object;
    private final boolean lenient;
    private final boolean failOnMissing;
    private final boolean anyNotNull;
    private final JsonCursor in = new JsonCursor();

    /** @param table says where in the record the wanted columns lie */
    JsonDecoder(Table table, RowType wanted, JsonOptions options) {
        this.wanted = wanted;
        object = ObjectReader.of(table, wanted, options);
        lenient = options.ignoreParseErrors();
        failOnMissing = options.failOnMissingField();
        anyNotNull = wanted.fields().stream().anyMatch(f -> !f.type().nullable());
    }

    @Override
    public @Nullable String decode(byte[] record, int offset, int length, Column[] columns) {
        if (length == 0) {
            return null;
        }
        int row = columns.length == 0 ? 0 : columns[0].size();
        object.begin();
        try {
            in.reset(record, offset, length);
            readRow(row, columns);
            if (!in.atEnd()) {
                throw MalformedRecord.syntax("more follows after the end of the JSON object", in.pos);
            }
            if (anyNotNull) {
                checkNotNull(row, columns);
            }
            return null;
        } catch (MalformedRecord e) {
            for (Column column : columns) {
                column.truncate(row);
            }
            return lenient ? null : reason(e, offset);
        }
    }

    private String reason(MalformedRecord e, int offset) {
        String where = e.position() > offset ? " (at byte " + (e.position() - offset) + ")" : "";
        String current = object.current();
        String field = e.isConversion() && current != null ? "field '" + current + "': " : "";
        return field + e.reason() + where;
    }

    private void readRow(int row, Column[] columns) {
        int first = in.peek();
        if (first != '{') {
            String many = first == '[' ? " (an array of rows in one record is not supported)" : "";
            throw MalformedRecord.syntax("expected a JSON object but found " + in.shown(in.pos) + many, in.pos);
        }
        if (object.read(in, row, columns) < columns.length) {
            fillMissing(row, columns);
        }
    }

    private void fillMissing(int row, Column[] columns) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].size() == row) {
                if (failOnMissing) {
                    throw MalformedRecord.syntax("field '" + wanted.name(i) + "' is missing", 0);
                }
                columns[i].appendNull();
            }
        }
    }

    private void checkNotNull(int row, Column[] columns) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].isNull(row) && !wanted.type(i).nullable()) {
                throw MalformedRecord.syntax(
                        "field '" + wanted.name(i) + "' is null or missing, but the column is NOT NULL", 0);
            }
        }
    }
}
