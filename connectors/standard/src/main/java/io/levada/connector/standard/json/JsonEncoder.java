package io.levada.connector.standard.json;

import io.levada.connector.standard.io.TextEncoder;
import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.type.RowType;
import java.nio.charset.StandardCharsets;

/** One row to one JSON object, its fields in the order of the columns; or rows to lines. */
final class JsonEncoder extends TextEncoder {
    private final byte[][] names;
    private final ValueWriter[] writers;
    private final boolean ignoreNulls;

    JsonEncoder(RowType type, JsonOptions options) {
        names = type.fields().stream().map(f -> quoted(f.name())).toArray(byte[][]::new);
        writers = type.fields().stream()
                .map(f -> ValueWriter.of(f.type(), options))
                .toArray(ValueWriter[]::new);
        ignoreNulls = options.ignoreNullFields();
    }

    /** A name with its quotes and colon. */
    static byte[] quoted(String name) {
        ByteWriter out = new ByteWriter(32);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        JsonText.write(out, utf8, 0, utf8.length);
        out.write(':');
        return java.util.Arrays.copyOf(out.array(), out.size());
    }

    @Override
    protected void write(Batch batch, int row, ByteWriter into) {
        into.write('{');
        boolean more = false;
        for (int i = 0; i < writers.length; i++) {
            Column column = batch.column(i);
            boolean isNull = column.isNull(row);
            if (isNull && ignoreNulls) {
                continue;
            }
            if (more) {
                into.write(',');
            }
            more = true;
            into.write(names[i]);
            if (isNull) {
                into.writeAscii("null");
            } else {
                writers[i].write(into, column, row);
            }
        }
        into.write('}');
    }
}
