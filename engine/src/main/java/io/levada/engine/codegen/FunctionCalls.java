package io.levada.engine.codegen;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Suggest;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.function.FunctionDefinition;
import io.levada.core.function.Functions;
import io.levada.core.function.ResolvedFunction;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Calls of the function library. */
final class FunctionCalls {
    private FunctionCalls() {}

    /** Throws SQL_UNKNOWN_NAME or SQL_TYPE_MISMATCH when there is no such function. */
    static ResolvedFunction resolve(Call call) {
        List<DataType> types = call.args().stream().map(Expr::type).toList();
        ResolvedFunction resolved = Functions.resolve(
                call.function(), types, i -> call.arg(i) instanceof Literal literal ? literal.value() : null);
        if (resolved != null) {
            return resolved;
        }
        String given = types.stream().map(DataType::sqlName).collect(Collectors.joining(", ", "(", ")"));
        List<FunctionDefinition> overloads = Functions.byName(call.function());
        if (overloads.isEmpty()) {
            throw new LevadaException(
                    ErrorCode.SQL_UNKNOWN_NAME,
                    "there is no function " + call.function(),
                    Suggest.nearest(call.function(), Functions.names())
                            .map(n -> "did you mean " + n + "?")
                            .orElse(null));
        }
        throw new LevadaException(
                ErrorCode.SQL_TYPE_MISMATCH,
                call.function() + " doesn't take " + given,
                "it takes "
                        + overloads.stream()
                                .map(o -> o.signature().toString())
                                .distinct()
                                .collect(Collectors.joining(" or ")));
    }

    static Val compile(ExprCompiler compiler, Call call) {
        Body body = compiler.body();
        ResolvedFunction resolved = resolve(call);
        Val prepared = PreparedCalls.compile(compiler, call, resolved);
        if (prepared != null) {
            return prepared;
        }
        FunctionDefinition function = resolved.function();
        List<Val> arguments = new ArrayList<>();
        for (int i = 0; i < call.args().size(); i++) {
            arguments.add(Casts.cast(
                    body, compiler.compile(call.arg(i)), resolved.parameters().get(i), false));
        }
        List<Val> strict = function.calledOnNull() ? List.of() : arguments;
        Class<?> returned = function.method().getReturnType();
        if (returned == Object.class) {
            return Structures.unboxed(body, call.type(), strict, invocation(function, arguments));
        }
        JavaType as = JavaType.of(call.type());
        if (call.type().kind() == TypeKind.DECIMAL) {
            String limits = ", " + call.type().precision() + ", " + call.type().scale() + ")";
            String fit = function.mayReturnNull() ? "Values.fit(" : "Decimals.fit(";
            return body.nullable(
                    call.type(),
                    strict,
                    JavaType.DECIMAL,
                    "BigDecimal",
                    "",
                    false,
                    () -> fit + invocation(function, arguments) + limits);
        }
        if (returned.isPrimitive() || !function.mayReturnNull()) {
            return body.strict(call.type(), strict, as, () -> narrow(call.type(), invocation(function, arguments)));
        }
        String unbox = as.isReference() ? "" : "." + as.source() + "Value()";
        return body.nullable(
                call.type(), strict, as, returned.getName(), unbox, false, () -> invocation(function, arguments));
    }

    private static String narrow(DataType type, String code) {
        return switch (type.kind()) {
            case TINYINT -> "(byte) " + code;
            case SMALLINT -> "(short) " + code;
            default -> code;
        };
    }

    private static String invocation(FunctionDefinition function, List<Val> arguments) {
        List<String> given = new ArrayList<>();
        if (function.takesContext()) {
            given.add("context");
        }
        int fixed =
                function.signature().parameters().size() - (function.signature().variadic() ? 1 : 0);
        for (int i = 0; i < fixed; i++) {
            given.add(argument(function.javaType(i), arguments.get(i)));
        }
        if (function.signature().variadic()) {
            Class<?> element = function.javaType(fixed);
            given.add(arguments.stream()
                    .skip(fixed)
                    .map(a -> argument(element, a))
                    .collect(Collectors.joining(", ", "new " + element.getName() + "[] {", "}")));
        }
        return function.method().getDeclaringClass().getName() + "."
                + function.method().getName() + given.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    /** A value in the Java type of a parameter: primitive, boxed by type (null for NULL), or any object. */
    private static String argument(Class<?> parameter, Val value) {
        if (parameter == Object.class) {
            return Structures.box(value);
        }
        String code = parameter == BigDecimal.class ? value.big() : value.code();
        if (parameter.isPrimitive()) {
            return code;
        }
        String name = parameter.getName();
        if (value.alwaysNull()) {
            return "(" + name + ") null";
        }
        boolean wrapper = name.startsWith("java.lang.");
        String object = wrapper ? name + ".valueOf(" + code + ")" : "(" + name + ") " + code;
        return value.neverNull() ? object : "(" + value.isNull() + " ? (" + name + ") null : " + object + ")";
    }
}
