package io.levada.core.function;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes functions of users' classes and lambdas. A class needs a public constructor without parameters and public
 * methods named {@code eval}; it needs nothing of Levada or Flink. One that extends Flink's ScalarFunction works too, with
 * Flink's jar on the class path, as long as it keeps to {@code eval} and {@code isDeterministic}.
 */
public final class UserFunctions {
    private static final String EVAL = "eval";

    private UserFunctions() {}

    /** Loads a class by its name and makes an object of it. Errors have no position. */
    public static UserFunction load(String name, String className, ClassLoader loader) {
        try {
            return of(name, instance(name, Class.forName(className, true, loader)));
        } catch (ClassNotFoundException e) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "there is no class '" + className + "' for the function " + name,
                    null,
                    "give its jar with --jar or USING JAR '...'; an inner class is written Outer$Inner",
                    e);
        } catch (LinkageError e) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "the class '" + className + "' can't be loaded: " + e,
                    null,
                    "something that it needs is not on the class path: give its jar with --jar",
                    e);
        }
    }

    private static Object instance(String name, Class<?> type) {
        checkPublic(name, type);
        try {
            return type.getConstructor().newInstance();
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw invalid(name, type, "has no public constructor without parameters", "add one");
        } catch (InvocationTargetException e) {
            throw invalid(name, type, "fails in its constructor: " + e.getCause(), null);
        }
    }

    /** A function of an object with {@code eval} methods; all workers call the one object. */
    public static UserFunction of(String name, Object target) {
        Class<?> type = target.getClass();
        checkPublic(name, type);
        checkKind(name, type);
        boolean deterministic = deterministic(target);
        List<UserMethod> overloads = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getName().equals(EVAL) && !method.isBridge()) {
                overloads.add(overload(name, target, method, deterministic));
            }
        }
        if (overloads.isEmpty()) {
            throw invalid(name, type, "has no public method named eval", "name the method that SQL calls eval");
        }
        // Reflection gives methods in no order.
        overloads.sort(Comparator.comparing(o -> o.method().toString()));
        return new UserFunction(name, type.getName(), overloads);
    }

    /** A function of one argument. NULL is given to it as null. */
    public static <A, R> UserFunction of(
            String name, Class<A> argument, Class<R> result, Function<? super A, ? extends R> function) {
        return lambda(name, function, Function.class, List.of(argument), result);
    }

    /** A function of two arguments. NULL is given to it as null. */
    public static <A, B, R> UserFunction of(
            String name,
            Class<A> first,
            Class<B> second,
            Class<R> result,
            BiFunction<? super A, ? super B, ? extends R> function) {
        return lambda(name, function, BiFunction.class, List.of(first, second), result);
    }

    private static UserFunction lambda(
            String name, Object target, Class<?> owner, List<Class<?>> parameters, Class<?> result) {
        Method method = Arrays.stream(owner.getMethods())
                .filter(m -> m.getName().equals("apply"))
                .findFirst()
                .orElseThrow();
        UserMethod only = new UserMethod(
                name,
                target,
                owner,
                method,
                parameters,
                parameters.stream().map(p -> sqlType(name, p, owner)).toList(),
                false,
                result,
                sqlType(name, result, owner),
                true);
        return new UserFunction(name, "a " + owner.getSimpleName(), List.of(only));
    }

    private static UserMethod overload(String name, Object target, Method method, boolean deterministic) {
        Class<?> type = target.getClass();
        if (Modifier.isStatic(method.getModifiers())) {
            throw invalid(name, type, "has a static eval, which Flink doesn't call", "leave out static");
        }
        if (method.getReturnType() == void.class) {
            throw unsupported(name, type, "gives no value: table functions are");
        }
        Type[] generic = method.getGenericParameterTypes();
        Class<?>[] plain = method.getParameterTypes();
        if (method.isVarArgs()) {
            plain[plain.length - 1] = plain[plain.length - 1].getComponentType();
            generic[plain.length - 1] = plain[plain.length - 1];
        }
        return new UserMethod(
                name,
                target,
                type,
                method,
                List.of(plain),
                Arrays.stream(generic).map(t -> sqlType(name, t, type)).toList(),
                method.isVarArgs(),
                method.getReturnType(),
                sqlType(name, method.getGenericReturnType(), type),
                deterministic);
    }

    private static DataType sqlType(String name, Type type, Class<?> where) {
        DataType found = JavaTypes.sqlType(type);
        if (found == null) {
            throw invalid(
                    name,
                    where,
                    "uses " + type.getTypeName() + ", which has no SQL type here",
                    "there are: the primitives and their classes, String, BigDecimal, byte[], LocalDate, LocalTime,"
                            + " LocalDateTime, Instant, Period, Duration, List and Map of those");
        }
        return found;
    }

    /** Generated code names the class, so that it must be visible from everywhere. */
    private static void checkPublic(String name, Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
            if (!Modifier.isPublic(c.getModifiers()) || c.isAnonymousClass() || c.isLocalClass()) {
                throw invalid(name, type, "is not public", "make it and the classes around it public");
            }
        }
    }

    /** What isn't a scalar function, or would expect more than calls of eval. */
    private static void checkKind(String name, Class<?> type) {
        for (Method method : type.getMethods()) {
            String declared = method.getDeclaringClass().getName();
            if (method.getName().equals("accumulate")) {
                throw unsupported(name, type, "accumulates: aggregate functions of the user's are");
            }
            boolean lifecycle =
                    method.getName().equals("open") || method.getName().equals("close");
            if (lifecycle && !declared.startsWith("org.apache.flink.")) {
                throw unsupported(name, type, "has a method " + method.getName() + "(), and calling it is");
            }
        }
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.getName().startsWith("org.apache.flink.table.functions.")
                    && !List.of("ScalarFunction", "UserDefinedFunction").contains(c.getSimpleName())) {
                throw unsupported(name, type, "extends Flink's " + c.getSimpleName() + ", whose kind is");
            }
        }
        refuseHints(name, type, type.getAnnotations());
        for (Method method : type.getMethods()) {
            refuseHints(name, type, method.getAnnotations());
            for (var ofParameter : method.getParameterAnnotations()) {
                refuseHints(name, type, ofParameter);
            }
        }
    }

    private static void refuseHints(String name, Class<?> type, java.lang.annotation.Annotation[] annotations) {
        for (var annotation : annotations) {
            if (annotation.annotationType().getName().startsWith("org.apache.flink.table.annotation.")) {
                String hint = annotation.annotationType().getSimpleName();
                throw unsupported(name, type, "has the annotation " + hint + ", which is");
            }
        }
    }

    private static boolean deterministic(Object target) {
        try {
            Method method = target.getClass().getMethod("isDeterministic");
            return !(method.invoke(target) instanceof Boolean answer) || answer;
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw LevadaException.internal(e);
        }
    }

    private static LevadaException invalid(String name, Class<?> type, String what, @Nullable String hint) {
        return new LevadaException(
                ErrorCode.SQL_INVALID, "the class '" + type.getName() + "' of the function " + name + " " + what, hint);
    }

    private static LevadaException unsupported(String name, Class<?> type, String what) {
        return new LevadaException(
                ErrorCode.SQL_UNSUPPORTED,
                "the class '" + type.getName() + "' of the function " + name + " " + what + " not there yet",
                "a scalar function is a class whose public eval methods return the value");
    }
}
