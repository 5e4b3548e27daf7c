package io.levada.engine.codegen.interpreter;

import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.function.EvaluationContext;
import io.levada.core.function.FunctionDefinition;
import io.levada.core.function.Functions;
import io.levada.core.function.ResolvedFunction;
import io.levada.core.type.DataType;
import io.levada.engine.codegen.runtime.BoxedCast;
import io.levada.engine.codegen.runtime.Values;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls of the function library by reflection. */
final class FunctionCall {
    private FunctionCall() {}

    static @Nullable Object apply(Call call, List<@Nullable Object> arguments, EvaluationContext context) {
        if (call.method() != null) {
            return UserCall.apply(call, call.method(), arguments, context);
        }
        List<DataType> types = call.args().stream().map(Expr::type).toList();
        ResolvedFunction resolved = Objects.requireNonNull(
                Functions.resolve(
                        call.function(), types, i -> call.arg(i) instanceof Literal literal ? literal.value() : null),
                call.function());
        FunctionDefinition function = resolved.function();
        if (!function.calledOnNull() && arguments.contains(null)) {
            return null;
        }
        List<@Nullable Object> given = new ArrayList<>();
        if (function.takesContext()) {
            given.add(context);
        }
        int fixed =
                function.signature().parameters().size() - (function.signature().variadic() ? 1 : 0);
        for (int i = 0; i < arguments.size(); i++) {
            DataType type = resolved.parameters().get(i);
            Object value = BoxedCast.of(types.get(i), type).apply(arguments.get(i), context.zone());
            given.add(function.javaType(i) == Object.class ? value : toJava(value));
        }
        if (function.signature().variadic()) {
            int first = fixed + (function.takesContext() ? 1 : 0);
            List<@Nullable Object> rest = given.subList(first, given.size());
            Object array = Array.newInstance(function.javaType(fixed), rest.size());
            for (int i = 0; i < rest.size(); i++) {
                Array.set(array, i, rest.get(i));
            }
            rest.clear();
            given.add(array);
        }
        try {
            Object result = function.method().invoke(null, given.toArray());
            return function.method().getReturnType() == Object.class ? result : toBoxed(result, call.type());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From the form of {@code Row} to that of a function's parameter. */
    private static @Nullable Object toJava(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String s -> Bytes.of(s);
            case Byte b -> (int) b;
            case Short s -> (int) s;
            case LocalDate d -> (int) d.toEpochDay();
            case LocalTime t -> Values.millis(t);
            case LocalDateTime t -> Boxed.toMicros(t);
            case Instant t -> Boxed.toMicros(t);
            case Period p -> (int) p.toTotalMonths();
            case Duration d -> d.toMillis();
            default -> value;
        };
    }

    private static @Nullable Object toBoxed(@Nullable Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case TINYINT -> ((Number) value).byteValue();
            case SMALLINT -> ((Number) value).shortValue();
            case CHAR, VARCHAR -> value.toString();
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIME -> Values.time((Integer) value);
            case TIMESTAMP -> Boxed.toLocalDateTime((Long) value);
            case TIMESTAMP_LTZ -> Boxed.toInstant((Long) value);
            case INTERVAL_YEAR_MONTH -> Period.ofMonths((Integer) value);
            case INTERVAL_DAY_TIME -> Duration.ofMillis((Long) value);
            case DECIMAL -> {
                BigDecimal rounded = ((BigDecimal) value).setScale(type.scale(), RoundingMode.HALF_UP);
                yield rounded.precision() > type.precision() ? null : rounded;
            }
            default -> value;
        };
    }
}
