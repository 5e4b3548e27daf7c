package io.levada.engine.codegen;

import io.levada.core.data.Bytes;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.function.UserMethod;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Calls of users' functions: each has a method of its own in the generated class, which calls the user's directly and
 * knows the arguments when that throws.
 */
final class UserCalls {
    private UserCalls() {}

    static Val compile(ExprCompiler compiler, Call call, UserMethod method) {
        Body body = compiler.body();
        List<String> arguments = new ArrayList<>();
        List<Val> strict = new ArrayList<>();
        for (int i = 0; i < call.args().size(); i++) {
            Val value = compiler.compile(call.arg(i));
            Class<?> parameter = method.javaParameter(i);
            arguments.add(argument(body, parameter, call.arg(i), value));
            if (parameter.isPrimitive()) {
                strict.add(value);
            }
        }
        String invocation = wrapper(body, call, method) + given(method, arguments);
        DataType type = call.type();
        JavaType as = JavaType.of(type);
        Class<?> result = method.javaResult();
        if (result.isPrimitive()) {
            return body.strict(type, strict, as, () -> invocation);
        }
        if (result == BigDecimal.class) {
            String fit = "UserValues.fit(" + invocation + ", " + type.precision() + ", " + type.scale() + ")";
            return body.nullable(type, strict, JavaType.DECIMAL, "BigDecimal", "", false, () -> fit);
        }
        if (result == byte[].class || result == Bytes.class) {
            String bytes = result == Bytes.class ? invocation : "UserValues.bytes(" + invocation + ")";
            return body.nullable(type, strict, as, "Bytes", "", false, () -> bytes);
        }
        return Structures.unboxed(body, type, strict, invocation);
    }

    /** A method that takes and gives the Java types of the user's. */
    private static String wrapper(Body body, Call call, UserMethod method) {
        Unit unit = body.unit();
        unit.uses(method.owner());
        String name = unit.fresh("u");
        String target = unit.constant(method.target(), method.owner().getName());
        String description = unit.constant(method, UserMethod.class.getName());
        int count = method.parameters().size();
        List<String> parameters = new ArrayList<>();
        List<String> passed = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Class<?> type = method.javaParameter(i);
            boolean array = method.varargs() && i == count - 1;
            parameters.add(source(type) + (array ? "[] a" : " a") + i);
            passed.add("a" + i);
            shown.add(array || !type.isPrimitive() ? "a" + i : wrapped(type) + ".valueOf(a" + i + ")");
        }
        String result = source(method.javaResult());
        unit.method("  // " + Shapes.comment(call, unit.input()) + "\n"
                + "  private " + result + " " + name + "(" + String.join(", ", parameters) + ") {\n"
                + "    try {\n"
                + "      return (" + result + ") " + target + "."
                + method.method().getName() + "("
                + String.join(", ", passed) + ");\n"
                + "    } catch (Throwable t) {\n"
                + "      throw " + description + ".failed(t, new Object[] {" + String.join(", ", shown) + "});\n"
                + "    }\n"
                + "  }\n");
        return name;
    }

    private static String given(UserMethod method, List<String> arguments) {
        if (!method.varargs()) {
            return arguments.stream().collect(Collectors.joining(", ", "(", ")"));
        }
        int fixed = method.parameters().size() - 1;
        List<String> given = new ArrayList<>(arguments.subList(0, fixed));
        given.add(arguments.stream()
                .skip(fixed)
                .collect(Collectors.joining(", ", "new " + source(method.javaParameter(fixed)) + "[] {", "}")));
        return given.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private static String argument(Body body, Class<?> parameter, Expr expr, Val value) {
        String name = source(parameter);
        if (parameter == String.class && expr instanceof Literal literal && literal.value() instanceof String text) {
            return body.unit().constant(text, "String");
        }
        if (parameter.isPrimitive()) {
            boolean narrow = parameter == byte.class || parameter == short.class;
            return narrow ? "(" + name + ") " + value.code() : value.code();
        }
        if (value.alwaysNull()) {
            return "(" + name + ") null";
        }
        if (parameter == Bytes.class || parameter == byte[].class) {
            String code = parameter == Bytes.class ? value.code() : value.code() + ".toByteArray()";
            return value.neverNull() ? code : "(" + value.isNull() + " ? (" + name + ") null : " + code + ")";
        }
        return value.type().kind() == TypeKind.NULL ? "(" + name + ") null" : "(" + name + ") " + Structures.box(value);
    }

    private static String source(Class<?> type) {
        return type.isArray() ? source(type.getComponentType()) + "[]" : type.getName();
    }

    private static String wrapped(Class<?> primitive) {
        return java.lang.invoke.MethodType.methodType(primitive)
                .wrap()
                .returnType()
                .getName();
    }
}
