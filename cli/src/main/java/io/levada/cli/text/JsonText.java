package io.levada.cli.text;

import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value as JSON, in the form that the format {@code json} writes: timestamps as {@code 2001-01-01 12:00:00.000}, instants
 * in UTC with a {@code Z}, bytes in base64. NaN and the infinities, which JSON has no number for, are strings.
 */
final class JsonText {
    private JsonText() {}

    static void append(StringBuilder out, @Nullable Object value, DataType type) {
        if (value == null) {
            out.append("null");
            return;
        }
        switch (type.kind()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> out.append(value);
            case DECIMAL -> out.append(((BigDecimal) value).toPlainString());
            case FLOAT, DOUBLE -> number(out, (Number) value);
            case BINARY, VARBINARY -> string(out, Base64.getEncoder().encodeToString(((Bytes) value).toByteArray()));
            case TIMESTAMP_LTZ ->
                string(
                        out,
                        ValueText.timestamp(
                                        ((Instant) value)
                                                .atOffset(ZoneOffset.UTC)
                                                .toLocalDateTime(),
                                        type.precision())
                                + "Z");
            case ROW -> row(out, (Row) value, type);
            case ARRAY -> list(out, (List<?>) value, type.elementType());
            case MAP -> map(out, (Map<?, ?>) value, type);
            default -> string(out, new ValueText(ZoneOffset.UTC).of(value, type));
        }
    }

    private static void number(StringBuilder out, Number value) {
        if (Double.isFinite(value.doubleValue())) {
            out.append(value);
        } else {
            string(out, value.toString());
        }
    }

    private static void row(StringBuilder out, Row row, DataType type) {
        out.append('{');
        for (int i = 0; i < row.size(); i++) {
            out.append(i == 0 ? "" : ",");
            string(out, type.fields().get(i).name());
            out.append(':');
            append(out, row.get(i), type.fields().get(i).type());
        }
        out.append('}');
    }

    private static void list(StringBuilder out, List<?> values, DataType element) {
        out.append('[');
        String separator = "";
        for (Object value : values) {
            out.append(separator);
            append(out, value, element);
            separator = ",";
        }
        out.append(']');
    }

    /** Keys of any type are written as text, since JSON knows no others. */
    private static void map(StringBuilder out, Map<?, ?> values, DataType type) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            out.append(separator);
            Object key = entry.getKey();
            string(
                    out,
                    type.keyType().kind() == TypeKind.VARCHAR && key != null
                            ? key.toString()
                            : new ValueText(ZoneOffset.UTC).of(key, type.keyType()));
            out.append(':');
            append(out, entry.getValue(), type.valueType());
            separator = ",";
        }
        out.append('}');
    }

    static void string(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
