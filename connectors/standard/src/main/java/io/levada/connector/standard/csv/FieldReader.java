package io.levada.connector.standard.csv;

import io.levada.connector.standard.text.NumberScanner;
import io.levada.connector.standard.text.TimeText;
import io.levada.connector.standard.text.TimestampParser;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.DecimalColumn;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Reads the fields of one column. */
@FunctionalInterface
interface FieldReader {
    /** Appends the value, or gives false when the text isn't one. */
    boolean read(byte[] text, int from, int to, Column target);

    static FieldReader of(DataType type, CsvOptions options) {
        return switch (type.kind()) {
            case BOOLEAN ->
                (text, from, to, target) -> {
                    ((IntColumn) target)
                            .append(Boolean.parseBoolean(string(text, from, to).trim()) ? 1 : 0);
                    return true;
                };
            case TINYINT -> integers(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> integers(Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER, INTERVAL_YEAR_MONTH -> integers(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT, INTERVAL_DAY_TIME -> longs();
            case FLOAT, DOUBLE -> doubles(type.kind() == TypeKind.FLOAT);
            case DECIMAL -> decimals(type);
            case CHAR, VARCHAR ->
                (text, from, to, target) -> {
                    ((BytesColumn) target).append(text, from, to - from);
                    return true;
                };
            case BINARY, VARBINARY -> FieldReader::readBase64;
            case DATE ->
                (text, from, to, target) -> {
                    long day = TimeText.parseLenientDate(text, from, to);
                    ((IntColumn) target).append((int) day);
                    return day != TimeText.INVALID;
                };
            case TIME -> times(type);
            case TIMESTAMP -> timestamps(type, TimeText.Layout.SQL);
            case TIMESTAMP_LTZ -> timestamps(type, TimeText.Layout.SQL_ZULU);
            case ARRAY -> NestedFields.arrayReader(type, options);
            case ROW -> NestedFields.rowReader(type, options);
            case MAP, NULL -> throw unsupported(type);
        };
    }

    static LevadaException unsupported(DataType type) {
        return new LevadaException(ErrorCode.SQL_UNSUPPORTED, "format 'csv' has no columns of type " + type.sqlName());
    }

    private static String string(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    private static FieldReader integers(int least, int most) {
        NumberScanner number = new NumberScanner();
        return (text, from, to, target) -> {
            long value;
            if (number.scan(text, from, to) == to && number.isInteger() && number.fitsLong()) {
                value = number.toLong();
            } else {
                try {
                    value = Integer.parseInt(string(text, from, to).trim());
                } catch (NumberFormatException e) {
                    return false;
                }
            }
            if (value < least || value > most) {
                return false;
            }
            ((IntColumn) target).append((int) value);
            return true;
        };
    }

    private static FieldReader longs() {
        NumberScanner number = new NumberScanner();
        return (text, from, to, target) -> {
            long value;
            if (number.scan(text, from, to) == to && number.isInteger() && number.fitsLong()) {
                value = number.toLong();
            } else {
                try {
                    value = Long.parseLong(string(text, from, to).trim());
                } catch (NumberFormatException e) {
                    return false;
                }
            }
            ((LongColumn) target).append(value);
            return true;
        };
    }

    private static FieldReader doubles(boolean single) {
        NumberScanner number = new NumberScanner();
        return (text, from, to, target) -> {
            double value;
            if (number.scan(text, from, to) == to) {
                value = single ? number.toFloat() : number.toDouble();
            } else {
                try {
                    String spelled = string(text, from, to);
                    value = single ? Float.parseFloat(spelled) : Double.parseDouble(spelled);
                } catch (NumberFormatException e) {
                    return false;
                }
            }
            ((DoubleColumn) target).append(value);
            return true;
        };
    }

    private static FieldReader decimals(DataType type) {
        return (text, from, to, target) -> {
            BigDecimal value;
            try {
                value = new BigDecimal(string(text, from, Math.min(to, from + 1001)));
            } catch (NumberFormatException e) {
                return false;
            }
            if (to - from > 1000 || Math.abs((long) value.scale()) > 1000 && value.signum() != 0) {
                return false;
            }
            if (value.signum() != 0 && value.precision() - value.scale() > type.precision() - type.scale()) {
                target.appendNull();
                return true;
            }
            BigDecimal rounded = value.signum() == 0
                    ? BigDecimal.ZERO.setScale(type.scale())
                    : value.setScale(type.scale(), RoundingMode.HALF_UP);
            if (rounded.precision() > type.precision()) {
                target.appendNull();
            } else {
                ((DecimalColumn) target).append(rounded);
            }
            return true;
        };
    }

    private static FieldReader times(DataType type) {
        if (type.precision() > 3) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "format 'csv' has no columns of type " + type.sqlName()
                            + ": the precision of TIME is 0 to 3 there");
        }
        return (text, from, to, target) -> {
            long micros = TimeText.parseTime(text, from, to, true, false, type.precision());
            if (micros == TimeText.INVALID) {
                return false;
            }
            ((IntColumn) target).append((int) (micros / 1000));
            return true;
        };
    }

    private static FieldReader timestamps(DataType type, TimeText.Layout layout) {
        TimestampParser parser = new TimestampParser(layout, type.precision());
        return (text, from, to, target) -> {
            int start = from;
            int end = to;
            while (start < end && text[start] <= ' ' && text[start] >= 0) {
                start++;
            }
            while (end > start && text[end - 1] <= ' ' && text[end - 1] >= 0) {
                end--;
            }
            long micros = parser.parse(text, start, end);
            ((LongColumn) target).append(micros);
            return micros != TimeText.INVALID;
        };
    }

    private static boolean readBase64(byte[] text, int from, int to, Column target) {
        try {
            byte[] decoded = Base64.getDecoder().decode(Arrays.copyOfRange(text, from, to));
            ((BytesColumn) target).append(decoded, 0, decoded.length);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
