package io.levada.connector.standard.print;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as text, as Flink's Row writes itself: {@code +I[1, a, [x, y], {k=v}]}. */
final class RowText {
    private RowText() {}

    static void appendRow(StringBuilder out, Batch batch, int row, RowType type) {
        out.append(ChangeKind.of(batch.kind(row)).symbol()).append('[');
        for (int i = 0; i < type.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            append(out, Boxed.get(batch.column(i), type.type(i), row));
        }
        out.append(']');
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Row row -> {
                out.append(row.kind().symbol());
                appendList(out, row.values());
            }
            case List<?> list -> appendList(out, list);
            case Map<?, ?> map -> appendMap(out, map);
            case Bytes bytes -> out.append(Arrays.toString(bytes.toByteArray()));
            default -> out.append(value);
        }
    }

    private static void appendList(StringBuilder out, List<?> values) {
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            append(out, values.get(i));
        }
        out.append(']');
    }

    private static void appendMap(StringBuilder out, Map<?, ?> map) {
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<?, ?> entry = i.next();
            append(out, entry.getKey());
            out.append('=');
            append(out, entry.getValue());
            if (i.hasNext()) {
                out.append(", ");
            }
        }
        out.append('}');
    }
}
