package io.levada.core.function;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One overload of a function: a public static method and what its {@link ScalarFunction} says.
 *
 * @param names the name and its aliases, upper case
 * @param takesContext whether the method's first parameter is an {@link EvaluationContext}
 */
public record FunctionDefinition(
        List<String> names,
        Signature signature,
        String description,
        String example,
        boolean calledOnNull,
        boolean deterministic,
        boolean takesContext,
        Method method) {
    public FunctionDefinition {
        names = List.copyOf(names);
    }

    static @Nullable FunctionDefinition of(Method method) {
        ScalarFunction a = method.getAnnotation(ScalarFunction.class);
        if (a == null) {
            return null;
        }
        Class<?>[] types = method.getParameterTypes();
        boolean takesContext = types.length > 0 && types[0] == EvaluationContext.class;
        Signature signature = Signature.parse(a.signature());
        if (types.length - (takesContext ? 1 : 0) != signature.parameters().size()
                || method.isVarArgs() != signature.variadic()) {
            throw new IllegalArgumentException(method + " doesn't take " + signature);
        }
        return new FunctionDefinition(
                List.of(a.name()),
                signature,
                a.description(),
                a.example(),
                a.calledOnNull(),
                a.deterministic(),
                takesContext,
                method);
    }

    public String name() {
        return names.get(0);
    }

    /** The Java type in which the method takes the argument at that index. */
    public Class<?> javaType(int argument) {
        Class<?>[] types = method.getParameterTypes();
        int first = takesContext ? 1 : 0;
        int last = types.length - 1;
        if (first + argument >= last && signature.variadic()) {
            return types[last].getComponentType();
        }
        return types[first + argument];
    }

    /** Whether the result may be NULL though no argument is. */
    public boolean mayReturnNull() {
        Class<?> type = method.getReturnType();
        return !type.isPrimitive() && method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
    }
}
