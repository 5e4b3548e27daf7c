package io.levada.cli.text;

import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A value as a person reads it; the same text that CAST(value AS STRING) gives, with a mark for NULL. */
public final class ValueText {
    public static final String NULL = "<NULL>";

    private final ZoneId zone;

    /** @param zone in which instants are shown */
    public ValueText(ZoneId zone) {
        this.zone = zone;
    }

    public String of(@Nullable Object value, DataType type) {
        if (value == null) {
            return NULL;
        }
        return switch (type.kind()) {
            case BOOLEAN -> (Boolean) value ? "TRUE" : "FALSE";
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case BINARY, VARBINARY -> "x'" + HexFormat.of().formatHex(((Bytes) value).toByteArray()) + "'";
            case TIME -> time((LocalTime) value, type.precision());
            case TIMESTAMP -> timestamp((LocalDateTime) value, type.precision());
            case TIMESTAMP_LTZ -> timestamp(((Instant) value).atZone(zone).toLocalDateTime(), type.precision());
            case INTERVAL_YEAR_MONTH -> months((Period) value);
            case INTERVAL_DAY_TIME -> dayTime((Duration) value);
            case ROW -> row((Row) value, type);
            case ARRAY -> list((List<?>) value, type.elementType());
            case MAP -> map((Map<?, ?>) value, type);
            default -> value.toString();
        };
    }

    /** Whether values of the type are numbers, which stand at the right of a column. */
    static boolean isNumber(DataType type) {
        return type.kind().isNumeric();
    }

    static String timestamp(LocalDateTime value, int precision) {
        return value.toLocalDate() + " " + time(value.toLocalTime(), precision);
    }

    static String time(LocalTime value, int precision) {
        StringBuilder out = new StringBuilder(15);
        two(out, value.getHour()).append(':');
        two(out, value.getMinute()).append(':');
        two(out, value.getSecond());
        if (precision > 0) {
            String digits = Integer.toString(1_000_000_000 + value.getNano());
            out.append('.').append(digits, 1, 1 + precision);
        }
        return out.toString();
    }

    private static StringBuilder two(StringBuilder out, int number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static String months(Period value) {
        long months = value.toTotalMonths();
        return (months < 0 ? "-" : "+") + Math.abs(months) / 12 + "-" + "%02d".formatted(Math.abs(months) % 12);
    }

    private static String dayTime(Duration value) {
        Duration d = value.abs();
        return "%s%d %02d:%02d:%02d.%03d"
                .formatted(
                        value.isNegative() ? "-" : "+",
                        d.toDays(),
                        d.toHoursPart(),
                        d.toMinutesPart(),
                        d.toSecondsPart(),
                        d.toMillisPart());
    }

    private String row(Row row, DataType type) {
        StringJoiner out = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < row.size(); i++) {
            out.add(of(row.get(i), type.fields().get(i).type()));
        }
        return out.toString();
    }

    private String list(List<?> values, DataType element) {
        StringJoiner out = new StringJoiner(", ", "[", "]");
        values.forEach(v -> out.add(of(v, element)));
        return out.toString();
    }

    private String map(Map<?, ?> values, DataType type) {
        StringJoiner out = new StringJoiner(", ", "{", "}");
        values.forEach((k, v) -> out.add(of(k, type.keyType()) + "=" + of(v, type.valueType())));
        return out.toString();
    }
}
