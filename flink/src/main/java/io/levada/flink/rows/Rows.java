package io.levada.flink.rows;

import io.levada.core.data.Bytes;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Flink's rows, in the classes that its Table API gives by default, as ours. */
public final class Rows {
    private Rows() {}

    public static Row of(org.apache.flink.types.Row row, RowType type) {
        List<@Nullable Object> values = new ArrayList<>(type.size());
        for (int i = 0; i < type.size(); i++) {
            values.add(value(row.getField(i), type.type(i)));
        }
        ChangeKind kind = switch (row.getKind()) {
            case INSERT -> ChangeKind.INSERT;
            case UPDATE_BEFORE -> ChangeKind.UPDATE_BEFORE;
            case UPDATE_AFTER -> ChangeKind.UPDATE_AFTER;
            case DELETE -> ChangeKind.DELETE;
        };
        return new Row(kind, values);
    }

    private static @Nullable Object value(@Nullable Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case BINARY, VARBINARY -> Bytes.of((byte[]) value);
            case CHAR, VARCHAR -> value.toString();
            case ROW -> nested((org.apache.flink.types.Row) value, type);
            case ARRAY -> list(value, type.elementType());
            case MAP -> map((Map<?, ?>) value, type);
            default -> value;
        };
    }

    private static Row nested(org.apache.flink.types.Row row, DataType type) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
            values.add(value(row.getField(i), type.fields().get(i).type()));
        }
        return new Row(ChangeKind.INSERT, values);
    }

    /** Elements that can't be NULL come in an array of primitives. */
    private static List<@Nullable Object> list(Object array, DataType element) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            list.add(value(Array.get(array, i), element));
        }
        return list;
    }

    private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> map, DataType type) {
        Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(value(key, type.keyType()), value(value, type.valueType())));
        return result;
    }
}
