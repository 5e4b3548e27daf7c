package io.levada.engine.codegen.runtime;

import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.function.BadValueException;
import io.levada.core.function.NumberText;
import io.levada.core.function.TimeText;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CAST over boxed values: for the elements of structured values in generated code, and for everything in the
 * interpreter. Written apart from the casts of generated code, so that each checks the other.
 */
public final class BoxedCast {
    private final DataType from;
    private final DataType to;

    private BoxedCast(DataType from, DataType to) {
        this.from = from;
        this.to = to;
    }

    public static BoxedCast of(DataType from, DataType to) {
        return new BoxedCast(from, to);
    }

    /** Throws {@link BadValueException} or ArithmeticException for a value that can't be cast. */
    public @Nullable Object apply(@Nullable Object value, ZoneId zone) {
        if (value == null) {
            return null;
        }
        return switch (to.kind()) {
            case BOOLEAN -> value instanceof String s ? text(s, NumberText::parseBoolean) : toBoolean(value);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> integer(value);
            case FLOAT ->
                value instanceof String s ? text(s, NumberText::parseFloat) : (Object) (float) approximate(value);
            case DOUBLE -> value instanceof String s ? text(s, NumberText::parseDouble) : (Object) approximate(value);
            case DECIMAL -> decimal(value);
            case CHAR, VARCHAR -> sized(toText(value, zone));
            case BINARY, VARBINARY -> binary(value);
            case DATE -> date(value, zone);
            case TIME -> time(value, zone);
            case TIMESTAMP -> truncated(wallClock(value, zone));
            case TIMESTAMP_LTZ -> instant(value, zone);
            case INTERVAL_YEAR_MONTH -> value instanceof Number n ? Period.ofMonths(n.intValue()) : value;
            case INTERVAL_DAY_TIME -> value instanceof Number n ? Duration.ofMillis(n.longValue()) : value;
            case ROW -> row((Row) value, zone);
            case ARRAY -> array((List<?>) value, zone);
            case MAP -> map((Map<?, ?>) value, zone);
            case NULL -> null;
        };
    }

    private static <T> T text(String text, java.util.function.Function<Bytes, T> parser) {
        return parser.apply(Bytes.of(text));
    }

    private static boolean toBoolean(Object value) {
        return value instanceof Boolean b ? b : ((Number) value).longValue() != 0;
    }

    private Object integer(Object value) {
        if (value instanceof String s) {
            String digits = s.strip();
            int dot = digits.indexOf('.');
            String fraction = dot < 0 ? "" : digits.substring(dot + 1);
            if (!fraction.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new BadValueException("'" + s + "' is not an integer");
            }
            try {
                long number = Long.parseLong(dot < 0 ? digits : digits.substring(0, dot));
                Object narrow = narrow(number, number);
                if (((Number) narrow).longValue() != number) {
                    throw new BadValueException("'" + s + "' is not in the range of the type");
                }
                return narrow;
            } catch (NumberFormatException e) {
                throw new BadValueException("'" + s + "' is not an integer");
            }
        }
        return switch (value) {
            case Boolean b -> narrow(b ? 1 : 0, b ? 1 : 0);
            case Period p -> narrow(p.toTotalMonths(), p.toTotalMonths());
            case Duration d -> narrow(d.toMillis(), d.toMillis());
            case BigDecimal d -> {
                long whole = d.setScale(0, RoundingMode.DOWN).longValue();
                yield narrow(whole, whole);
            }
            case Float f -> narrow(f.intValue(), f.longValue());
            case Double d -> narrow(d.intValue(), d.longValue());
            default -> narrow(((Number) value).longValue(), ((Number) value).longValue());
        };
    }

    /** An approximate number saturates at the range of INT before it is narrowed further, hence the two. */
    private Object narrow(long forInt, long forLong) {
        return switch (to.kind()) {
            case TINYINT -> (byte) forInt;
            case SMALLINT -> (short) forInt;
            case INTEGER -> (int) forInt;
            default -> forLong;
        };
    }

    private double approximate(Object value) {
        if (value instanceof BigDecimal d && from.precision() <= 18) {
            return (double) d.unscaledValue().longValue() / Math.pow(10, from.scale());
        }
        if (value instanceof Boolean b) {
            return b ? 1 : 0;
        }
        if (to.kind() == TypeKind.FLOAT && !(value instanceof BigDecimal)) {
            return ((Number) value).floatValue();
        }
        return ((Number) value).doubleValue();
    }

    private @Nullable BigDecimal decimal(Object value) {
        if (value instanceof String s) {
            return NumberText.parseDecimal(Bytes.of(s), to.precision(), to.scale());
        }
        BigDecimal exact = switch (value) {
            case Boolean b -> b ? BigDecimal.ONE : BigDecimal.ZERO;
            case BigDecimal d -> d;
            case Float f -> BigDecimal.valueOf(f.doubleValue());
            case Double d -> BigDecimal.valueOf(d);
            default -> BigDecimal.valueOf(((Number) value).longValue());
        };
        BigDecimal rounded = exact.setScale(to.scale(), RoundingMode.HALF_UP);
        return rounded.precision() > to.precision() ? null : rounded;
    }

    private String toText(Object value, ZoneId zone) {
        return switch (value) {
            case Boolean b -> b ? "TRUE" : "FALSE";
            case BigDecimal d -> d.toPlainString();
            case LocalDate d -> TimeText.formatDate((int) d.toEpochDay()).toString();
            case LocalTime t ->
                TimeText.formatTime(Values.millis(t), from.precision()).toString();
            case LocalDateTime t ->
                TimeText.formatTimestamp(Boxed.toMicros(t), from.precision()).toString();
            case Instant t ->
                TimeText.formatTimestamp(Boxed.toMicros(LocalDateTime.ofInstant(t, zone)), from.precision())
                        .toString();
            case Period p -> TimeText.formatMonths((int) p.toTotalMonths()).toString();
            case Duration d -> TimeText.formatDayTime(d.toMillis()).toString();
            case Row r -> rowText(r, zone);
            case List<?> l -> {
                List<String> parts = new ArrayList<>();
                l.forEach(e -> parts.add(part(from.elementType(), e, zone)));
                yield "[" + String.join(", ", parts) + "]";
            }
            case Map<?, ?> m -> {
                List<String> parts = new ArrayList<>();
                m.forEach((k, v) -> parts.add(part(from.keyType(), k, zone) + "=" + part(from.valueType(), v, zone)));
                yield "{" + String.join(", ", parts) + "}";
            }
            default -> value.toString();
        };
    }

    private String rowText(Row row, ZoneId zone) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            parts.add(part(from.fields().get(i).type(), row.get(i), zone));
        }
        return "(" + String.join(", ", parts) + ")";
    }

    private static String part(DataType type, @Nullable Object value, ZoneId zone) {
        return value == null ? "NULL" : new BoxedCast(type, DataType.STRING).toText(value, zone);
    }

    private String sized(String text) {
        return to.kind() == TypeKind.CHAR
                ? TextSizes.character(Bytes.of(text), to.precision()).toString()
                : TextSizes.varchar(Bytes.of(text), to.precision()).toString();
    }

    private Bytes binary(Object value) {
        Bytes bytes = value instanceof String s ? Bytes.of(s) : (Bytes) value;
        return to.kind() == TypeKind.BINARY
                ? TextSizes.binary(bytes, to.precision())
                : TextSizes.varbinary(bytes, to.precision());
    }

    private static LocalDate date(Object value, ZoneId zone) {
        return switch (value) {
            case LocalDate d -> d;
            case LocalDateTime t -> t.toLocalDate();
            case Instant t -> LocalDateTime.ofInstant(t, zone).toLocalDate();
            default -> LocalDate.ofEpochDay(TimeText.parseDate(Bytes.of((String) value)));
        };
    }

    private LocalTime time(Object value, ZoneId zone) {
        LocalTime time = switch (value) {
            case LocalTime t -> t;
            case LocalDateTime t -> t.toLocalTime();
            case Instant t -> LocalDateTime.ofInstant(t, zone).toLocalTime();
            default -> Values.time(TimeText.parseTime(Bytes.of((String) value)));
        };
        return time.with(
                java.time.temporal.ChronoField.NANO_OF_SECOND, cut(time.getNano(), Math.min(3, to.precision())));
    }

    private LocalDateTime wallClock(Object value, ZoneId zone) {
        return switch (value) {
            case LocalDate d -> d.atStartOfDay();
            case LocalTime t -> LocalDate.EPOCH.atTime(t);
            case LocalDateTime t -> t;
            case Instant t -> LocalDateTime.ofInstant(t, zone);
            case String s -> Boxed.toLocalDateTime(TimeText.parseTimestamp(Bytes.of(s), to.precision()));
            default -> throw new LevadaException(ErrorCode.INTERNAL, "no timestamp of " + value.getClass());
        };
    }

    private Instant instant(Object value, ZoneId zone) {
        Instant instant = value instanceof Instant t
                ? t
                : wallClock(value, zone).atZone(zone).toInstant();
        return instant.with(java.time.temporal.ChronoField.NANO_OF_SECOND, cut(instant.getNano(), to.precision()));
    }

    private LocalDateTime truncated(LocalDateTime value) {
        return value.truncatedTo(ChronoUnit.SECONDS).withNano(cut(value.getNano(), to.precision()));
    }

    private static int cut(int nanos, int precision) {
        int unit = (int) Math.pow(10, 9 - precision);
        return nanos / unit * unit;
    }

    private Row row(Row value, ZoneId zone) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            DataType element = from.fields().get(i).type();
            values.add(of(element, to.fields().get(i).type()).apply(value.get(i), zone));
        }
        return new Row(value.kind(), values);
    }

    private List<@Nullable Object> array(List<?> value, ZoneId zone) {
        BoxedCast cast = of(from.elementType(), to.elementType());
        List<@Nullable Object> values = new ArrayList<>();
        value.forEach(e -> values.add(cast.apply(e, zone)));
        return values;
    }

    private Map<@Nullable Object, @Nullable Object> map(Map<?, ?> value, ZoneId zone) {
        BoxedCast keys = of(from.keyType(), to.keyType());
        BoxedCast values = of(from.valueType(), to.valueType());
        Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
        value.forEach((k, v) -> result.put(keys.apply(k, zone), values.apply(v, zone)));
        return result;
    }

    /** Casts of the same types are equal, so that generated code shares them. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BoxedCast that && from.equals(that.from) && to.equals(that.to);
    }

    @Override
    public int hashCode() {
        return from.hashCode() * 31 + to.hashCode();
    }
}
