package io.levada.connector.standard.json;

import io.levada.connector.standard.MalformedRecord;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.data.Column;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object to one row. Of fields with equal names the last one counts. An empty record is no row, as in Flink;
 * an array of objects at the top isn't taken.
 */
final class JsonDecoder implements RecordDecoder {
    private final RowType wanted;
    private final FieldNames names;
    private final ValueReader[] readers;
    private final boolean lenient;
    private final boolean failOnMissing;
    private final boolean anyNotNull;
    private final JsonCursor in = new JsonCursor();

    /** The column whose value is being read, for the reason of a failure. */
    private int current;

    JsonDecoder(RowType wanted, JsonOptions options) {
        this.wanted = wanted;
        names = new FieldNames(wanted.fields().stream().map(Field::name).toList());
        readers = wanted.fields().stream()
                .map(f -> ValueReader.of(f.type(), options))
                .toArray(ValueReader[]::new);
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
        current = -1;
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
        String field = e.isConversion() && current >= 0 ? "field '" + wanted.name(current) + "': " : "";
        return field + e.reason() + where;
    }

    private void readRow(int row, Column[] columns) {
        int first = in.peek();
        if (first != '{') {
            String many = first == '[' ? " (an array of rows in one record is not supported)" : "";
            throw MalformedRecord.syntax("expected a JSON object but found " + in.shown(in.pos) + many, in.pos);
        }
        in.enter();
        in.pos++;
        int found = 0;
        if (in.peek() == '}') {
            in.pos++;
        } else {
            for (int index = names.first(in); index != FieldNames.END; index = names.following(in)) {
                Column column = columns[index];
                if (column.size() == row) {
                    found++;
                } else {
                    column.truncate(row);
                }
                current = index;
                if (lenient) {
                    readers[index].readLenient(in, column);
                } else {
                    readers[index].read(in, column);
                }
            }
        }
        in.leave();
        if (found < columns.length) {
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
