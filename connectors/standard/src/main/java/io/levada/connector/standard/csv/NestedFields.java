package io.levada.connector.standard.csv;

import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.ObjectColumn;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays and rows inside a field: their elements with the array delimiter in between. One level, as in Flink. */
final class NestedFields {
    private NestedFields() {}

    private static DataType flat(DataType type, DataType part) {
        switch (part.kind()) {
            case ARRAY, ROW, MAP, NULL -> throw FieldReader.unsupported(type);
            default -> {
                return part;
            }
        }
    }

    /** Boxes one element. */
    private static final class Element {
        private final DataType type;
        private final FieldReader reader;
        private final Column one;
        private final byte @Nullable [] nullLiteral;
        private final boolean lenient;
        private boolean wrong;

        Element(DataType type, CsvOptions options) {
            this.type = type;
            reader = FieldReader.of(type, options);
            one = Column.create(type, 1);
            nullLiteral = options.nullLiteral();
            lenient = options.ignoreParseErrors();
        }

        @Nullable
        Object read(byte[] text, int from, int to) {
            wrong = false;
            if (nullLiteral != null && Arrays.equals(text, from, to, nullLiteral, 0, nullLiteral.length)) {
                return null;
            }
            one.truncate(0);
            if (!reader.read(text, from, to, one)) {
                wrong = !lenient;
                return null;
            }
            return Boxed.get(one, type, 0);
        }
    }

    /** The ends of the elements; an empty text has none. */
    private static List<int[]> split(byte[] text, int from, int to, byte[] delimiter) {
        List<int[]> parts = new ArrayList<>();
        if (from == to) {
            return parts;
        }
        int start = from;
        for (int i = from; i + delimiter.length <= to && delimiter.length > 0; ) {
            if (Arrays.equals(text, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                parts.add(new int[] {start, i});
                i += delimiter.length;
                start = i;
            } else {
                i++;
            }
        }
        parts.add(new int[] {start, to});
        return parts;
    }

    static FieldReader arrayReader(DataType type, CsvOptions options) {
        Element element = new Element(flat(type, type.elementType()), options);
        return (text, from, to, target) -> {
            List<@Nullable Object> values = new ArrayList<>();
            for (int[] part : split(text, from, to, options.arrayDelimiter())) {
                values.add(element.read(text, part[0], part[1]));
                if (element.wrong) {
                    return false;
                }
            }
            ((ObjectColumn) target).append(values);
            return true;
        };
    }

    static FieldReader rowReader(DataType type, CsvOptions options) {
        Element[] fields = type.fields().stream()
                .map(Field::type)
                .map(t -> new Element(flat(type, t), options))
                .toArray(Element[]::new);
        return (text, from, to, target) -> {
            List<int[]> parts = split(text, from, to, options.arrayDelimiter());
            if (parts.isEmpty()) {
                target.appendNull();
                return true;
            }
            if (parts.size() < fields.length && !options.ignoreParseErrors()) {
                return false;
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < fields.length; i++) {
                if (i >= parts.size()) {
                    values.add(null);
                    continue;
                }
                values.add(fields[i].read(text, parts.get(i)[0], parts.get(i)[1]));
                if (fields[i].wrong) {
                    return false;
                }
            }
            ((ObjectColumn) target).append(new Row(ChangeKind.INSERT, values));
            return true;
        };
    }

    /** Writes boxed elements. */
    private static final class Unboxing {
        private final DataType type;
        private final FieldWriter writer;
        private final Column one;

        Unboxing(DataType type, CsvOptions options) {
            this.type = type;
            writer = FieldWriter.of(type, options);
            one = Column.create(type, 1);
        }

        void write(ByteWriter out, @Nullable Object value, CsvOptions options) {
            if (value == null) {
                byte[] literal = options.nullLiteral();
                if (literal != null) {
                    out.write(literal);
                }
                return;
            }
            one.truncate(0);
            Boxed.append(one, type, value);
            writer.write(out, one, 0);
        }
    }

    static FieldWriter arrayWriter(DataType type, CsvOptions options) {
        Unboxing element = new Unboxing(flat(type, type.elementType()), options);
        return (out, column, row) -> {
            List<?> values = (List<?>) java.util.Objects.requireNonNull(((ObjectColumn) column).get(row));
            for (int i = 0; i < values.size(); i++) {
                if (i > 0) {
                    out.write(options.arrayDelimiter());
                }
                element.write(out, values.get(i), options);
            }
        };
    }

    static FieldWriter rowWriter(DataType type, CsvOptions options) {
        Unboxing[] fields = type.fields().stream()
                .map(Field::type)
                .map(t -> new Unboxing(flat(type, t), options))
                .toArray(Unboxing[]::new);
        return (out, column, row) -> {
            Row value = (Row) java.util.Objects.requireNonNull(((ObjectColumn) column).get(row));
            for (int i = 0; i < fields.length; i++) {
                if (i > 0) {
                    out.write(options.arrayDelimiter());
                }
                fields[i].write(out, value.get(i), options);
            }
        };
    }
}
