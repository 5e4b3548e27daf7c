package io.levada.connector.standard.json;

import io.levada.connector.standard.text.ByteWriter;
import io.levada.connector.standard.text.TimeText;
import io.levada.connector.standard.text.TimestampWriter;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.DecimalColumn;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import java.util.Arrays;
import java.util.Base64;

/** Writes the values of one column. */
@FunctionalInterface
interface ValueWriter {
    /** Writes a value that isn't NULL. */
    void write(ByteWriter out, Column column, int row);

    static ValueWriter of(DataType type, JsonOptions options) {
        return switch (type.kind()) {
            case BOOLEAN -> (out, c, row) -> out.writeAscii(((IntColumn) c).get(row) != 0 ? "true" : "false");
            case TINYINT, SMALLINT, INTEGER, INTERVAL_YEAR_MONTH ->
                (out, c, row) -> out.writeLong(((IntColumn) c).get(row));
            case BIGINT, INTERVAL_DAY_TIME -> (out, c, row) -> out.writeLong(((LongColumn) c).get(row));
            case FLOAT -> (out, c, row) -> JsonText.writeFloat(out, (float) ((DoubleColumn) c).get(row));
            case DOUBLE -> (out, c, row) -> JsonText.writeDouble(out, ((DoubleColumn) c).get(row));
            case DECIMAL -> decimal(options.plainDecimals());
            case CHAR, VARCHAR -> ValueWriter::writeString;
            case BINARY, VARBINARY -> ValueWriter::writeBase64;
            case DATE ->
                (out, c, row) -> {
                    out.write('"');
                    TimeText.writeDate(out, ((IntColumn) c).get(row));
                    out.write('"');
                };
            case TIME ->
                (out, c, row) -> {
                    out.write('"');
                    TimeText.writeTime(out, ((IntColumn) c).get(row) * 1000L);
                    out.write('"');
                };
            case TIMESTAMP, TIMESTAMP_LTZ -> timestamp(TimeReaders.layout(type, options.isoTimestamps()));
            case ROW -> NestedWriters.row(type, options);
            case ARRAY -> NestedWriters.array(type, options);
            case MAP -> NestedWriters.map(type, options);
            case NULL ->
                throw new LevadaException(
                        ErrorCode.SQL_UNSUPPORTED, "format 'json' can't write a column of type " + type.sqlName());
        };
    }

    private static ValueWriter decimal(boolean plain) {
        return (out, column, row) -> {
            java.math.BigDecimal value = ((DecimalColumn) column).get(row);
            // Flink strips the zeros at the end, but only where it may write exponents.
            out.writeAscii(
                    plain ? value.toPlainString() : value.stripTrailingZeros().toString());
        };
    }

    private static ValueWriter timestamp(TimeText.Layout layout) {
        TimestampWriter writer = new TimestampWriter(layout);
        return (out, column, row) -> {
            out.write('"');
            writer.write(out, ((LongColumn) column).get(row));
            out.write('"');
        };
    }

    private static void writeString(ByteWriter out, Column column, int row) {
        BytesColumn bytes = (BytesColumn) column;
        int[] offsets = bytes.offsets();
        JsonText.write(out, bytes.data(), offsets[row], offsets[row + 1]);
    }

    private static void writeBase64(ByteWriter out, Column column, int row) {
        BytesColumn bytes = (BytesColumn) column;
        int[] offsets = bytes.offsets();
        out.write('"');
        out.write(Base64.getEncoder().encode(Arrays.copyOfRange(bytes.data(), offsets[row], offsets[row + 1])));
        out.write('"');
    }
}
