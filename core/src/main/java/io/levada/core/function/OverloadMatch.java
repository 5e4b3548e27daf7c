package io.levada.core.function;

import io.levada.core.data.Bytes;
import io.levada.core.type.DataType;
import io.levada.core.type.Storage;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** How well one overload fits some argument types. */
final class OverloadMatch {
    private static final int WIDENING = 1;
    /** From exact to approximate numbers: possible, but any exact overload is nearer. */
    private static final int TO_APPROXIMATE = 20;

    private final FunctionDefinition definition;
    private final List<DataType> arguments;
    private final Map<String, DataType> variables = new HashMap<>();
    private final List<DataType> parameters = new ArrayList<>();
    private int cost;

    private OverloadMatch(FunctionDefinition definition, List<DataType> arguments) {
        this.definition = definition;
        this.arguments = arguments;
    }

    /** Null when it doesn't fit. */
    static @Nullable OverloadMatch of(FunctionDefinition definition, List<DataType> arguments) {
        OverloadMatch match = new OverloadMatch(definition, arguments);
        return definition.signature().takes(arguments.size()) && match.bindVariables() && match.convertAll()
                ? match
                : null;
    }

    int cost() {
        return cost;
    }

    /** Gives each variable the common type of the arguments at its places. */
    private boolean bindVariables() {
        for (int i = 0; i < arguments.size(); i++) {
            if (!bind(definition.signature().parameter(i), arguments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean bind(TypeTerm term, DataType argument) {
        switch (term) {
            case TypeTerm.Variable v -> {
                DataType known = variables.get(v.text());
                DataType common = known == null ? argument : CommonType.of(List.of(known, argument));
                if (common == null) {
                    return false;
                }
                variables.put(v.text(), common);
            }
            case TypeTerm.ArrayOf a -> {
                return argument.kind() != TypeKind.ARRAY || bind(a.element(), argument.elementType());
            }
            case TypeTerm.MapOf m -> {
                return argument.kind() != TypeKind.MAP
                        || bind(m.key(), argument.keyType()) && bind(m.value(), argument.valueType());
            }
            default -> {}
        }
        return true;
    }

    private boolean convertAll() {
        for (int i = 0; i < arguments.size(); i++) {
            DataType argument = arguments.get(i);
            DataType parameter = parameter(definition.signature().parameter(i), argument, definition.javaType(i));
            if (parameter == null) {
                return false;
            }
            int step = conversionCost(argument, parameter);
            if (step < 0) {
                return false;
            }
            cost += step;
            parameters.add(parameter.withNullable(argument.nullable()));
        }
        return true;
    }

    private @Nullable DataType parameter(TypeTerm term, DataType argument, Class<?> javaType) {
        return switch (term) {
            case TypeTerm.Fixed f -> f.type();
            case TypeTerm.AnyOf a -> anyOf(a.kind(), argument);
            case TypeTerm.Variable v -> {
                DataType bound = bound(v);
                yield fits(bound, v, javaType) ? bound : null;
            }
            case TypeTerm.ArrayOf a -> {
                DataType element = parameter(a.element(), argument, Object.class);
                yield element == null ? null : DataType.array(element);
            }
            case TypeTerm.MapOf m -> {
                DataType key = parameter(m.key(), argument, Object.class);
                DataType value = parameter(m.value(), argument, Object.class);
                yield key == null || value == null ? null : DataType.map(key, value);
            }
            case TypeTerm.Derived d -> throw new IllegalArgumentException(d.text() + " as a parameter");
        };
    }

    private DataType bound(TypeTerm.Variable variable) {
        return variables.getOrDefault(variable.text(), DataType.NULL);
    }

    private static @Nullable DataType anyOf(TypeKind kind, DataType argument) {
        if (argument.kind() == kind) {
            return argument;
        }
        return switch (kind) {
            case DECIMAL -> argument.kind().isInteger() ? CommonType.asDecimal(argument) : null;
            case TIMESTAMP -> argument.kind() == TypeKind.DATE ? DataType.timestamp(3) : null;
            default -> null;
        };
    }

    private static boolean fits(DataType type, TypeTerm.Variable variable, Class<?> javaType) {
        if (variable.numeric() && !type.kind().isNumeric()) {
            return false;
        }
        return javaType == Object.class || javaType(type) == wrapped(javaType);
    }

    private static Class<?> wrapped(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    /** The (boxed) Java type in which a function takes values of a type. */
    private static Class<?> javaType(DataType type) {
        if (type.kind() == TypeKind.BOOLEAN) {
            return Boolean.class;
        }
        if (type.kind() == TypeKind.FLOAT) {
            return Float.class;
        }
        Storage storage = type.storage();
        return switch (storage) {
            case INT -> Integer.class;
            case LONG -> Long.class;
            case DOUBLE -> Double.class;
            case DECIMAL -> BigDecimal.class;
            case BYTES -> Bytes.class;
            case OBJECT ->
                switch (type.kind()) {
                    case ARRAY -> List.class;
                    case MAP -> Map.class;
                    default -> io.levada.core.data.Row.class;
                };
        };
    }

    /** -1 when an argument can't stand for the parameter without a CAST of the user's. */
    static int conversionCost(DataType from, DataType to) {
        TypeKind a = from.kind();
        TypeKind b = to.kind();
        if (a == b || a == TypeKind.NULL || a.isText() && b.isText()) {
            return 0;
        }
        if (a.isNumeric() && b.isNumeric()) {
            if (b == TypeKind.DOUBLE || b == TypeKind.FLOAT) {
                return a == TypeKind.DOUBLE ? -1 : TO_APPROXIMATE + (b == TypeKind.FLOAT ? WIDENING : 0);
            }
            if (a == TypeKind.DOUBLE || a == TypeKind.FLOAT || a == TypeKind.DECIMAL) {
                return -1;
            }
            int steps = b == TypeKind.DECIMAL ? 10 : b.ordinal() - a.ordinal();
            return steps < 0 ? -1 : steps * WIDENING;
        }
        boolean binary =
                (a == TypeKind.BINARY || a == TypeKind.VARBINARY) && (b == TypeKind.BINARY || b == TypeKind.VARBINARY);
        if (binary) {
            return 0;
        }
        return a == TypeKind.DATE && b.isTimestamp() || a.isTimestamp() && b.isTimestamp() ? WIDENING : -1;
    }

    ResolvedFunction resolve(IntFunction<@Nullable Object> literal) {
        DataType type = result(definition.signature().result(), literal);
        boolean anyNullable = arguments.stream().anyMatch(DataType::nullable);
        boolean nullable = definition.mayReturnNull() || !definition.calledOnNull() && anyNullable;
        return new ResolvedFunction(definition, parameters, type.withNullable(nullable));
    }

    private DataType result(TypeTerm term, IntFunction<@Nullable Object> literal) {
        return switch (term) {
            case TypeTerm.Fixed f -> f.type();
            case TypeTerm.AnyOf a ->
                parameters.stream()
                        .filter(p -> p.kind() == a.kind())
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no argument gives the type of " + a.text()));
            case TypeTerm.Variable v -> bound(v);
            case TypeTerm.ArrayOf a -> DataType.array(result(a.element(), literal));
            case TypeTerm.MapOf m -> DataType.map(result(m.key(), literal), result(m.value(), literal));
            case TypeTerm.Derived d -> d.rule().derive(parameters, literal);
        };
    }
}
