package io.levada.connector.standard.json;

import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.data.Boxed;
import io.levada.core.data.Column;
import io.levada.core.data.ObjectColumn;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows, arrays and maps, from their boxed forms. */
final class NestedWriters {
    private NestedWriters() {}

    /** Writes boxed values of a type by way of a column of one. */
    private static final class Unboxing {
        private final ValueWriter writer;
        private final DataType type;
        private final Column one;

        Unboxing(DataType type, JsonOptions options) {
            this.type = type;
            writer = ValueWriter.of(type, options);
            one = Column.create(type, 1);
        }

        void write(ByteWriter out, @Nullable Object value) {
            if (value == null) {
                out.writeAscii("null");
                return;
            }
            one.truncate(0);
            Boxed.append(one, type, value);
            writer.write(out, one, 0);
        }
    }

    static ValueWriter row(DataType type, JsonOptions options) {
        byte[][] names =
                type.fields().stream().map(f -> JsonEncoder.quoted(f.name())).toArray(byte[][]::new);
        Unboxing[] fields =
                type.fields().stream().map(f -> new Unboxing(f.type(), options)).toArray(Unboxing[]::new);
        return (out, column, index) -> {
            Row row = (Row) value(column, index);
            out.write('{');
            boolean more = false;
            for (int i = 0; i < fields.length; i++) {
                Object value = row.get(i);
                if (value == null && options.ignoreNullFields()) {
                    continue;
                }
                if (more) {
                    out.write(',');
                }
                more = true;
                out.write(names[i]);
                fields[i].write(out, value);
            }
            out.write('}');
        };
    }

    static ValueWriter array(DataType type, JsonOptions options) {
        Unboxing element = new Unboxing(type.elementType(), options);
        return (out, column, index) -> {
            List<?> values = (List<?>) value(column, index);
            out.write('[');
            for (int i = 0; i < values.size(); i++) {
                if (i > 0) {
                    out.write(',');
                }
                element.write(out, values.get(i));
            }
            out.write(']');
        };
    }

    static ValueWriter map(DataType type, JsonOptions options) {
        NestedReaders.OfMap.checkKey(type);
        Unboxing value = new Unboxing(type.valueType(), options);
        return (out, column, index) -> {
            out.write('{');
            boolean more = false;
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value(column, index)).entrySet()) {
                String key = key(entry.getKey(), options);
                if (key == null) {
                    continue;
                }
                if (more) {
                    out.write(',');
                }
                more = true;
                out.write(JsonEncoder.quoted(key));
                value.write(out, entry.getValue());
            }
            out.write('}');
        };
    }

    /** The key to write, or null for an entry that is to be left out. */
    private static @Nullable String key(@Nullable Object key, JsonOptions options) {
        if (key != null) {
            return (String) key;
        }
        return switch (options.mapNullKeyMode()) {
            case DROP -> null;
            case LITERAL -> options.mapNullKeyLiteral();
            case FAIL ->
                throw new LevadaException(
                        ErrorCode.EVALUATION,
                        "a map with a NULL key can't be written as JSON",
                        "'json.map-null-key.mode' = 'DROP' leaves such entries out, 'LITERAL' writes a key for them");
        };
    }

    private static Object value(Column column, int row) {
        return java.util.Objects.requireNonNull(((ObjectColumn) column).get(row));
    }
}
