package io.levada.engine.codegen.interpreter;

import io.levada.core.data.Bytes;
import io.levada.core.expr.Call;
import io.levada.core.function.EvaluationContext;
import io.levada.core.function.UserMethod;
import io.levada.core.type.DataType;
import io.levada.engine.codegen.runtime.UserValues;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of users' functions by reflection. Their arguments are in the boxed form of {@code Row}, as most parameters. */
final class UserCall {
    private UserCall() {}

    static @Nullable Object apply(
            Call call, UserMethod method, List<@Nullable Object> arguments, EvaluationContext context) {
        int fixed = method.parameters().size() - (method.varargs() ? 1 : 0);
        @Nullable Object[] given = new Object[method.parameters().size()];
        for (int i = 0; i < fixed; i++) {
            given[i] = passed(method.javaParameter(i), arguments.get(i));
            if (given[i] == null && method.javaParameter(i).isPrimitive()) {
                return null;
            }
        }
        if (method.varargs()) {
            Class<?> element = method.javaParameter(fixed);
            Object rest = Array.newInstance(element, arguments.size() - fixed);
            for (int i = fixed; i < arguments.size(); i++) {
                Object value = passed(element, arguments.get(i));
                if (value == null && element.isPrimitive()) {
                    return null;
                }
                Array.set(rest, i - fixed, value);
            }
            given[fixed] = rest;
        }
        return boxed(method.invoke(given), call.type());
    }

    private static @Nullable Object passed(Class<?> parameter, @Nullable Object value) {
        if (parameter == byte[].class && value instanceof Bytes bytes) {
            return bytes.toByteArray();
        }
        return parameter == Bytes.class && value instanceof String text ? Bytes.of(text) : value;
    }

    private static @Nullable Object boxed(@Nullable Object value, DataType type) {
        return switch (value) {
            case null -> null;
            case Bytes text -> text.toString();
            case byte[] bytes -> Bytes.of(bytes);
            case BigDecimal number -> UserValues.fit(number, type.precision(), type.scale());
            default -> UserValues.truncated(value);
        };
    }
}
