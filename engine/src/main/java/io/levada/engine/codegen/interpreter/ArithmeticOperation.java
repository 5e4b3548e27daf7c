package io.levada.engine.codegen.interpreter;

import io.levada.core.expr.Call;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** {@code + - * / %} and negation over boxed values that are not null. */
final class ArithmeticOperation {
    private static final MathContext QUOTIENT = new MathContext(38, RoundingMode.HALF_UP);

    private ArithmeticOperation() {}

    static @Nullable Object apply(Call call, Object a, Object b) {
        String op = call.function();
        if (op.equals(Op.NEGATE)) {
            return switch (a) {
                case BigDecimal d -> d.negate();
                case Float f -> -f;
                case Double d -> -d;
                case Period p -> p.negated();
                case Duration d -> d.negated();
                default -> integer(call.type(), -((Number) a).longValue());
            };
        }
        if (!(a instanceof Number && b instanceof Number)) {
            return temporal(call, a, b);
        }
        Number x = (Number) a;
        Number y = (Number) b;
        return switch (call.type().kind()) {
            case FLOAT -> single(op, x.floatValue(), y.floatValue());
            case DOUBLE -> twice(op, x.doubleValue(), y.doubleValue());
            case DECIMAL -> decimal(call.type(), op, exact(a), exact(b));
            default -> integer(call.type(), whole(op, x.longValue(), y.longValue()));
        };
    }

    private static Object integer(DataType type, long value) {
        return switch (type.kind()) {
            case TINYINT -> (byte) value;
            case SMALLINT -> (short) value;
            case INTEGER -> (int) value;
            default -> value;
        };
    }

    private static long whole(String op, long a, long b) {
        return switch (op) {
            case Op.PLUS -> a + b;
            case Op.MINUS -> a - b;
            case Op.TIMES -> a * b;
            case Op.DIVIDE -> a / b;
            default -> a % b;
        };
    }

    private static float single(String op, float a, float b) {
        return switch (op) {
            case Op.PLUS -> a + b;
            case Op.MINUS -> a - b;
            case Op.TIMES -> a * b;
            case Op.DIVIDE -> a / b;
            default -> a % b;
        };
    }

    private static double twice(String op, double a, double b) {
        return switch (op) {
            case Op.PLUS -> a + b;
            case Op.MINUS -> a - b;
            case Op.TIMES -> a * b;
            case Op.DIVIDE -> a / b;
            default -> a % b;
        };
    }

    private static BigDecimal exact(Object value) {
        return value instanceof BigDecimal d ? d : BigDecimal.valueOf(((Number) value).longValue());
    }

    private static @Nullable BigDecimal decimal(DataType type, String op, BigDecimal a, BigDecimal b) {
        BigDecimal result = switch (op) {
            case Op.PLUS -> a.add(b);
            case Op.MINUS -> a.subtract(b);
            case Op.TIMES -> a.multiply(b);
            case Op.DIVIDE -> a.divide(b, QUOTIENT);
            default -> a.remainder(b, QUOTIENT);
        };
        BigDecimal rounded = result.setScale(type.scale(), RoundingMode.HALF_UP);
        return rounded.precision() > type.precision() ? null : rounded;
    }

    private static Object temporal(Call call, Object a, Object b) {
        boolean minus = call.function().equals(Op.MINUS);
        if (a instanceof Number || isInterval(a) && !(b instanceof Number) && !isInterval(b)) {
            return temporal(call, b, a);
        }
        if (b instanceof Number n) {
            return a instanceof Period p
                    ? Period.ofMonths((int) scaled(call, p.toTotalMonths(), n))
                    : Duration.ofMillis(scaled(call, ((Duration) a).toMillis(), n));
        }
        if (isInterval(b)) {
            Object step = minus ? negated(b) : b;
            if (a instanceof Period p) {
                return p.plus((Period) step);
            }
            return a instanceof Duration d ? d.plus((Duration) step) : moved(call.type(), a, step);
        }
        return difference(call.type(), a, b);
    }

    private static boolean isInterval(Object value) {
        return value instanceof Period || value instanceof Duration;
    }

    private static long scaled(Call call, long interval, Number factor) {
        boolean exact = !(factor instanceof Float || factor instanceof Double || factor instanceof BigDecimal);
        if (exact) {
            return whole(call.function(), interval, factor.longValue());
        }
        return (long) twice(call.function(), interval, factor.doubleValue());
    }

    private static Object negated(Object interval) {
        return interval instanceof Period p ? p.negated() : ((Duration) interval).negated();
    }

    private static Object moved(DataType type, Object start, Object interval) {
        return switch (start) {
            case LocalDateTime t -> plus(t, interval);
            case Instant t ->
                plus(LocalDateTime.ofInstant(t, ZoneOffset.UTC), interval).toInstant(ZoneOffset.UTC);
            case LocalTime t -> t.plus((Duration) interval);
            case LocalDate d -> type.kind() == TypeKind.DATE ? plus(d, interval) : plus(d.atStartOfDay(), interval);
            default -> throw new IllegalStateException("no point in time: " + start.getClass());
        };
    }

    private static LocalDate plus(LocalDate start, Object interval) {
        return interval instanceof Period p
                ? start.plus(p)
                : start.plusDays(((Duration) interval).toMillis() / 86_400_000);
    }

    private static LocalDateTime plus(LocalDateTime start, Object interval) {
        return interval instanceof Period p ? start.plus(p) : start.plus((Duration) interval);
    }

    private static Object difference(DataType type, Object later, Object earlier) {
        LocalDateTime a = wallClock(later);
        LocalDateTime b = wallClock(earlier);
        return type.kind() == TypeKind.INTERVAL_YEAR_MONTH
                ? Period.ofMonths((int) ChronoUnit.MONTHS.between(b, a))
                : Duration.between(b.truncatedTo(ChronoUnit.MILLIS), a.truncatedTo(ChronoUnit.MILLIS));
    }

    private static LocalDateTime wallClock(Object value) {
        return switch (value) {
            case LocalDateTime t -> t;
            case Instant t -> LocalDateTime.ofInstant(t, ZoneOffset.UTC);
            case LocalDate d -> d.atStartOfDay();
            default -> LocalDate.EPOCH.atTime((LocalTime) value);
        };
    }
}
