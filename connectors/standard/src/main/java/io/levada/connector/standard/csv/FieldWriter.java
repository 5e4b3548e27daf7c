package io.levada.connector.standard.csv;

import io.levada.connector.standard.text.ByteWriter;
import io.levada.connector.standard.text.TimeText;
import io.levada.connector.standard.text.TimestampWriter;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.DecimalColumn;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.type.DataType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;

/** Writes the values of one column as text, without quotes. One for each column: it may remember what came last. */
@FunctionalInterface
interface FieldWriter {
    /** Writes a value that isn't NULL. */
    void write(ByteWriter out, Column column, int row);

    static FieldWriter of(DataType type, CsvOptions options) {
        return switch (type.kind()) {
            case BOOLEAN -> (out, c, row) -> out.writeAscii(((IntColumn) c).get(row) != 0 ? "true" : "false");
            case TINYINT, SMALLINT, INTEGER, INTERVAL_YEAR_MONTH ->
                (out, c, row) -> out.writeLong(((IntColumn) c).get(row));
            case BIGINT, INTERVAL_DAY_TIME -> (out, c, row) -> out.writeLong(((LongColumn) c).get(row));
            case FLOAT -> (out, c, row) -> out.writeAscii(Float.toString((float) ((DoubleColumn) c).get(row)));
            case DOUBLE -> (out, c, row) -> out.writeAscii(Double.toString(((DoubleColumn) c).get(row)));
            case DECIMAL ->
                (out, c, row) -> {
                    BigDecimal value = ((DecimalColumn) c).get(row);
                    out.writeAscii(
                            options.scientificDecimals()
                                    ? value.stripTrailingZeros().toString()
                                    : value.toPlainString());
                };
            case CHAR, VARCHAR ->
                (out, c, row) -> {
                    BytesColumn bytes = (BytesColumn) c;
                    out.write(bytes.data(), bytes.offsets()[row], bytes.length(row));
                };
            case BINARY, VARBINARY ->
                (out, c, row) -> {
                    BytesColumn bytes = (BytesColumn) c;
                    int[] offsets = bytes.offsets();
                    out.write(Base64.getEncoder()
                            .encode(Arrays.copyOfRange(bytes.data(), offsets[row], offsets[row + 1])));
                };
            case DATE -> (out, c, row) -> TimeText.writeDate(out, ((IntColumn) c).get(row));
            case TIME -> (out, c, row) -> TimeText.writeTime(out, ((IntColumn) c).get(row) * 1000L);
            case TIMESTAMP -> timestamp(TimeText.Layout.SQL);
            case TIMESTAMP_LTZ -> timestamp(TimeText.Layout.SQL_ZULU);
            case ARRAY -> NestedFields.arrayWriter(type, options);
            case ROW -> NestedFields.rowWriter(type, options);
            case MAP, NULL -> throw FieldReader.unsupported(type);
        };
    }

    private static FieldWriter timestamp(TimeText.Layout layout) {
        TimestampWriter writer = new TimestampWriter(layout);
        return (out, column, row) -> writer.write(out, ((LongColumn) column).get(row));
    }
}
