package io.levada.engine.codegen;

import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import io.levada.core.data.Column;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.expr.Call;
import io.levada.core.expr.Literal;
import io.levada.core.type.DataType;
import io.levada.engine.codegen.runtime.LikePattern;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Objects;

/** Constants: numbers stand in the source, objects in fields. */
final class Literals {
    private Literals() {}

    static Val compile(Unit unit, Literal literal) {
        Object value = literal.value();
        DataType type = literal.type();
        if (value == null) {
            return Val.nullOf(type);
        }
        return Val.notNull(code(unit, value, type), type);
    }

    private static String code(Unit unit, Object value, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> value.toString();
            case TINYINT, SMALLINT, INTEGER -> integer(((Number) value).intValue());
            case BIGINT -> integer(((Number) value).longValue());
            case FLOAT -> floating(((Number) value).floatValue());
            case DOUBLE -> floating(((Number) value).doubleValue());
            case DECIMAL -> {
                BigDecimal scaled = ((BigDecimal) value).setScale(type.scale());
                yield JavaType.of(type) == JavaType.UNSCALED
                        ? integer(scaled.unscaledValue().longValueExact())
                        : unit.constant(scaled, "BigDecimal");
            }
            case CHAR, VARCHAR -> unit.constant(Bytes.of((String) value), "Bytes");
            case BINARY, VARBINARY -> unit.constant(value, "Bytes");
            case DATE -> integer((int) ((LocalDate) value).toEpochDay());
            case TIME -> integer((int) (((LocalTime) value).toNanoOfDay() / 1_000_000));
            case TIMESTAMP -> integer(Boxed.toMicros((LocalDateTime) value));
            case TIMESTAMP_LTZ -> integer(Boxed.toMicros((Instant) value));
            case INTERVAL_YEAR_MONTH -> integer((int) ((Period) value).toTotalMonths());
            case INTERVAL_DAY_TIME -> integer(((Duration) value).toMillis());
            case ROW, ARRAY, MAP -> unit.constant(value, "Object");
            case NULL -> throw new IllegalArgumentException("a value of type NULL");
        };
    }

    private static String integer(int value) {
        return value == Integer.MIN_VALUE ? "Integer.MIN_VALUE" : value < 0 ? "(" + value + ")" : String.valueOf(value);
    }

    static String integer(long value) {
        return value == Long.MIN_VALUE ? "Long.MIN_VALUE" : value < 0 ? "(" + value + "L)" : value + "L";
    }

    private static String floating(float value) {
        return Float.isFinite(value) ? "(" + value + "f)" : "Float.intBitsToFloat(" + Float.floatToIntBits(value) + ")";
    }

    private static String floating(double value) {
        return Double.isFinite(value)
                ? "(" + value + "d)"
                : "Double.longBitsToDouble(" + Double.doubleToLongBits(value) + "L)";
    }

    /** A literal of INT or LONG storage as it lies in a column. */
    static long stored(Literal literal) {
        Column column = Column.create(literal.type(), 1);
        Boxed.append(column, literal.type(), literal.value());
        return column instanceof IntColumn ints ? ints.get(0) : ((LongColumn) column).get(0);
    }

    /** Of a LIKE call whose pattern and escape are literals, not NULL. */
    static LikePattern likePattern(Call like) {
        String pattern = (String) Objects.requireNonNull(((Literal) like.arg(1)).value());
        Object escape = like.args().size() > 2 ? ((Literal) like.arg(2)).value() : null;
        return LikePattern.of(Bytes.of(pattern), escape == null ? null : Bytes.of((String) escape));
    }
}
