package io.levada.connector.standard.json;

import io.levada.connector.standard.MalformedRecord;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.data.Column;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wanted fields of an object into columns; also of objects in it, where fields of a ROW are columns of their
 * own. What isn't there is left to the caller: such a column stays as long as it was.
 */
final class ObjectReader {
    private static final int NONE = -1;

    private final FieldNames names;
    private final boolean lenient;
    /** By field; null for an object whose fields are columns. */
    private final @Nullable ValueReader[] readers;

    private final @Nullable ObjectReader[] inner;
    /** By field, of those with a reader. */
    private final int[] columnOf;
    /** What the object was declared as; null at the top. */
    private final @Nullable DataType type;

    private final String[] labels;
    private int current = NONE;
    /** Whether the record had the object before: of equal names the last counts. */
    private boolean readBefore;

    private ObjectReader(List<String> labels, List<String> fields, @Nullable DataType type, boolean lenient) {
        this.type = type;
        this.lenient = lenient;
        this.labels = labels.toArray(String[]::new);
        names = new FieldNames(fields);
        readers = new ValueReader[fields.size()];
        inner = new ObjectReader[fields.size()];
        columnOf = new int[fields.size()];
    }

    /** @param table says where in the record the wanted columns lie; one that it doesn't have lies under its own name */
    static ObjectReader of(Table table, RowType wanted, JsonOptions options) {
        Map<String, List<Integer>> byField = new LinkedHashMap<>();
        List<List<String>> paths = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            paths.add(path(table, wanted.name(i)));
            byField.computeIfAbsent(paths.get(i).get(0), k -> new ArrayList<>()).add(i);
        }
        List<String> fields = List.copyOf(byField.keySet());
        ObjectReader top = new ObjectReader(fields, fields, null, options.ignoreParseErrors());
        for (int f = 0; f < fields.size(); f++) {
            List<Integer> columns = byField.getOrDefault(fields.get(f), List.of());
            if (paths.get(columns.get(0)).size() == 1) {
                top.value(f, columns.get(0), ValueReader.of(wanted.type(columns.get(0)), options));
            } else {
                RowType declared = table.physicalType();
                ObjectReader row = new ObjectReader(
                        columns.stream().map(wanted::name).toList(),
                        columns.stream().map(c -> paths.get(c).get(1)).toList(),
                        declared.type(declared.indexOf(fields.get(f))),
                        options.ignoreParseErrors());
                for (int i = 0; i < columns.size(); i++) {
                    row.value(i, columns.get(i), ValueReader.of(wanted.type(columns.get(i)), options));
                }
                top.inner[f] = row;
            }
        }
        return top;
    }

    private static List<String> path(Table table, String column) {
        for (TableColumn candidate : table.columns()) {
            if (candidate instanceof TableColumn.Physical physical
                    && physical.name().equals(column)) {
                return physical.path();
            }
        }
        return List.of(column);
    }

    private void value(int field, int column, ValueReader reader) {
        readers[field] = reader;
        columnOf[field] = column;
    }

    /** Before a record. */
    void begin() {
        current = NONE;
        for (ObjectReader object : inner) {
            if (object != null) {
                object.current = NONE;
                object.readBefore = false;
            }
        }
    }

    /** The column or ROW that was read last, for the reason of a failure. */
    @Nullable
    String current() {
        if (current == NONE) {
            return null;
        }
        ObjectReader object = inner[current];
        return object != null && object.current != NONE ? object.current() : labels[current];
    }

    /** Reads the object whose brace is next; gives how many columns have a value more than before. */
    int read(JsonCursor in, int row, Column[] columns) {
        int found = 0;
        in.enter();
        in.pos++;
        if (in.peek() == '}') {
            in.pos++;
        } else {
            for (int field = names.first(in); field != FieldNames.END; field = names.following(in)) {
                current = field;
                ValueReader reader = readers[field];
                if (reader == null) {
                    found += readInner(in, Objects.requireNonNull(inner[field]), row, columns);
                    continue;
                }
                Column column = columns[columnOf[field]];
                if (column.size() == row) {
                    found++;
                } else {
                    column.truncate(row);
                }
                if (lenient) {
                    reader.readLenient(in, column);
                } else {
                    reader.read(in, column);
                }
            }
        }
        in.leave();
        return found;
    }

    private int readInner(JsonCursor in, ObjectReader object, int row, Column[] columns) {
        object.current = NONE;
        int takenBack = object.readBefore ? object.takeBack(row, columns) : 0;
        object.readBefore = true;
        int first = in.peek();
        if (first == '{') {
            return object.read(in, row, columns) - takenBack;
        }
        if (first == 'n') {
            in.readLiteral("null");
        } else if (lenient) {
            in.skipValue();
        } else {
            throw object.mismatch(in);
        }
        return -takenBack;
    }

    private MalformedRecord mismatch(JsonCursor in) {
        return ValueReader.mismatch(Objects.requireNonNull(type), in, in.pos);
    }

    private int takeBack(int row, Column[] columns) {
        int count = 0;
        for (int c : columnOf) {
            if (columns[c].size() > row) {
                columns[c].truncate(row);
                count++;
            }
        }
        return count;
    }
}
