package io.levada.core.function;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way to call a user's function: a method of an object, and the Java and SQL types of what it takes and gives.
 *
 * @param function the name under which it was declared
 * @param target the object that every worker calls
 * @param owner the public class or interface through which generated code calls the method
 * @param javaParameters what is passed; for {@code varargs} the last is the type of the elements
 * @param parameters the SQL types of the same; a primitive is NOT NULL
 * @param javaResult what the result is cast to
 */
public record UserMethod(
        String function,
        Object target,
        Class<?> owner,
        Method method,
        List<Class<?>> javaParameters,
        List<DataType> parameters,
        boolean varargs,
        Class<?> javaResult,
        DataType result,
        boolean deterministic) {
    public UserMethod {
        javaParameters = List.copyOf(javaParameters);
        parameters = List.copyOf(parameters);
    }

    /** The type to which an argument is cast, whose nullability is the argument's. */
    public record Fit(List<DataType> types, int cost) {}

    boolean takes(int arguments) {
        int fixed = parameters.size() - (varargs ? 1 : 0);
        return varargs ? arguments >= fixed : arguments == fixed;
    }

    /** The type of the argument at an index. */
    DataType parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** How well it takes such arguments; null when it doesn't. */
    @Nullable
    Fit fit(List<DataType> arguments) {
        if (!takes(arguments.size())) {
            return null;
        }
        List<DataType> types = new ArrayList<>();
        int cost = 0;
        for (int i = 0; i < arguments.size(); i++) {
            DataType argument = arguments.get(i);
            DataType parameter = parameter(i);
            boolean mayBeNull = argument.nullable() || argument.kind() == TypeKind.NULL;
            DataType type = held(parameter, argument);
            int step = mayBeNull && !parameter.nullable() ? -1 : OverloadMatch.conversionCost(argument, type);
            if (step < 0) {
                return null;
            }
            cost += step;
            types.add(type.withNullable(mayBeNull));
        }
        return new Fit(types, cost);
    }

    /** A BigDecimal takes a DECIMAL as it is, a date-time class takes every precision. */
    private static DataType held(DataType parameter, DataType argument) {
        if (parameter.kind() == TypeKind.DECIMAL && argument.kind().isInteger()) {
            return CommonType.asDecimal(argument);
        }
        boolean open = parameter.kind() == TypeKind.DECIMAL
                || parameter.kind() == TypeKind.TIME
                || parameter.kind().isTimestamp();
        return open && parameter.kind() == argument.kind() ? argument : parameter;
    }

    /** The Java class in which the argument at an index is passed. */
    public Class<?> javaParameter(int argument) {
        return javaParameters.get(Math.min(argument, javaParameters.size() - 1));
    }

    /** Calls it by reflection; {@code arguments} are in the Java types of the parameters, varargs in an array. */
    public @Nullable Object invoke(@Nullable Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw failed(e.getCause(), arguments);
        } catch (IllegalAccessException e) {
            throw LevadaException.internal(e);
        }
    }

    /** What an exception of the user's code becomes. */
    public RuntimeException failed(@Nullable Throwable failure, @Nullable Object[] arguments) {
        if (failure instanceof VirtualMachineError error && !(failure instanceof StackOverflowError)) {
            throw error;
        }
        String given = Arrays.stream(arguments).map(UserMethod::text).collect(Collectors.joining(", ", "(", ")"));
        return new LevadaException(
                ErrorCode.EVALUATION,
                "the function " + function + " failed on " + function + given + ": " + failure,
                null,
                "the exception is thrown by " + target.getClass().getName() + place(failure),
                failure);
    }

    /** The line of the user's class, where the exception knows it. */
    private String place(@Nullable Throwable failure) {
        if (failure == null) {
            return "";
        }
        String name = target.getClass().getName();
        return Arrays.stream(failure.getStackTrace())
                .filter(e -> e.getClassName().equals(name) && e.getLineNumber() > 0)
                .findFirst()
                .map(e -> " in line " + e.getLineNumber())
                .orElse("");
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case String s -> "'" + s + "'";
            case byte[] bytes -> "x'" + java.util.HexFormat.of().formatHex(bytes) + "'";
            case Object[] several ->
                Arrays.stream(several).map(UserMethod::text).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }

    /** As SQL writes it: {@code count_char(STRING, STRING) -> BIGINT}. */
    public String signature() {
        return function
                + parameters.stream()
                        .map(UserMethod::parameterText)
                        .collect(Collectors.joining(", ", "(", varargs ? "...)" : ")"))
                + " -> " + result;
    }

    private static String parameterText(DataType type) {
        String name = type.kind() == TypeKind.DECIMAL ? "DECIMAL" : type.sqlName();
        return type.nullable() ? name : name + " NOT NULL";
    }
}
