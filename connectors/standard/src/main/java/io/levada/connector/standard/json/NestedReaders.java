package io.levada.connector.standard.json;

import io.levada.connector.standard.MalformedRecord;
import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.ObjectColumn;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows, arrays and maps, in boxed form. */
final class NestedReaders {
    private NestedReaders() {}

    /** Reads the values of a type one at a time into a column of one, and boxes them. */
    private static final class Boxing {
        private final ValueReader reader;
        private final DataType type;
        private final boolean lenient;
        private final Column one;

        Boxing(DataType type, JsonOptions options) {
            this.type = type;
            reader = ValueReader.of(type, options);
            lenient = options.ignoreParseErrors();
            one = Column.create(type, 1);
        }

        @Nullable
        Object read(JsonCursor in) {
            one.truncate(0);
            if (lenient) {
                reader.readLenient(in, one);
            } else {
                reader.read(in, one);
            }
            return Boxed.get(one, type, 0);
        }
    }

    /** An object with the fields of a ROW. */
    static final class OfRow extends ValueReader {
        private final FieldNames names;
        private final Boxing[] fields;
        private final boolean failOnMissing;

        OfRow(DataType type, JsonOptions options) {
            super(type);
            names = new FieldNames(type.fields().stream().map(Field::name).toList());
            fields = type.fields().stream()
                    .map(f -> new Boxing(f.type(), options))
                    .toArray(Boxing[]::new);
            failOnMissing = options.failOnMissingField();
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            int start = in.pos;
            if (first != '{') {
                throw mismatch(in, start);
            }
            @Nullable Object[] values = new Object[fields.length];
            boolean[] seen = new boolean[fields.length];
            in.enter();
            in.pos++;
            if (in.peek() == '}') {
                in.pos++;
            } else {
                for (int index = names.first(in); index != FieldNames.END; index = names.following(in)) {
                    values[index] = fields[index].read(in);
                    seen[index] = true;
                }
            }
            in.leave();
            for (int i = 0; failOnMissing && i < seen.length; i++) {
                if (!seen[i]) {
                    throw MalformedRecord.conversion(
                            "field '" + type.fields().get(i).name() + "' is missing", start);
                }
            }
            ((ObjectColumn) target).append(new Row(ChangeKind.INSERT, Arrays.asList(values)));
        }
    }

    /** An array. */
    static final class OfArray extends ValueReader {
        private final Boxing element;

        OfArray(DataType type, JsonOptions options) {
            super(type);
            element = new Boxing(type.elementType(), options);
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            if (first != '[') {
                throw mismatch(in, in.pos);
            }
            List<@Nullable Object> values = new ArrayList<>();
            in.enter();
            in.pos++;
            if (in.peek() == ']') {
                in.pos++;
            } else {
                do {
                    values.add(element.read(in));
                } while (in.another(']'));
            }
            in.leave();
            ((ObjectColumn) target).append(values);
        }
    }

    /** An object as a map whose keys are strings. */
    static final class OfMap extends ValueReader {
        private final Boxing value;

        OfMap(DataType type, JsonOptions options) {
            super(type);
            checkKey(type);
            value = new Boxing(type.valueType(), options);
        }

        static void checkKey(DataType type) {
            if (!type.keyType().kind().isText()) {
                throw new LevadaException(
                        ErrorCode.SQL_UNSUPPORTED,
                        "format 'json' has no maps with keys other than strings: " + type.sqlName());
            }
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            if (first != '{') {
                throw mismatch(in, in.pos);
            }
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            in.enter();
            in.pos++;
            if (in.peek() == '}') {
                in.pos++;
            } else {
                do {
                    in.readString();
                    byte[] text = in.plainText();
                    String key = new String(text, in.textStart, in.textEnd - in.textStart, StandardCharsets.UTF_8);
                    in.expect(':');
                    values.put(key, value.read(in));
                } while (in.another('}'));
            }
            in.leave();
            ((ObjectColumn) target).append(values);
        }
    }
}
