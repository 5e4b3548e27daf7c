package io.levada.connector.standard.csv;

import io.levada.connector.standard.io.TextEncoder;
import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;

/** One row to one record, without line end, or rows to lines. What stands in quotes is up to {@link Quotes}. */
final class CsvEncoder extends TextEncoder {
    private final FieldWriter[] writers;
    private final byte delimiter;
    private final byte[] nullLiteral;

    CsvEncoder(RowType type, CsvOptions options) {
        delimiter = (byte) options.delimiter();
        byte[] literal = options.nullLiteral();
        nullLiteral = literal == null ? new byte[0] : literal;
        writers = new FieldWriter[type.size()];
        for (int i = 0; i < writers.length; i++) {
            FieldWriter plain = FieldWriter.of(type.type(i), options);
            writers[i] = options.quote() < 0 ? plain : quoting(type.type(i), plain, new Quotes(options));
        }
    }

    private static FieldWriter quoting(DataType type, FieldWriter plain, Quotes quotes) {
        return switch (type.kind()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DECIMAL -> plain;
            case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME -> plain;
            case CHAR, VARCHAR ->
                (out, column, row) -> {
                    BytesColumn texts = (BytesColumn) column;
                    int[] offsets = texts.offsets();
                    quotes.write(out, texts.data(), offsets[row], offsets[row + 1]);
                };
            default ->
                (out, column, row) -> {
                    int start = out.size();
                    plain.write(out, column, row);
                    quotes.enclose(out, start);
                };
        };
    }

    @Override
    protected void write(Batch batch, int row, ByteWriter into) {
        for (int i = 0; i < writers.length; i++) {
            if (i > 0) {
                into.write(delimiter);
            }
            Column column = batch.column(i);
            if (column.isNull(row)) {
                into.write(nullLiteral);
            } else {
                writers[i].write(into, column, row);
            }
        }
    }
}
