package io.levada.core.function;

import io.levada.core.type.DataType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Every scalar function, by name. */
public final class Functions {
    private static final List<Class<?>> GROUPS = List.of(
            StringFunctions.class,
            SearchFunctions.class,
            RegexFunctions.class,
            EncodingFunctions.class,
            HashFunctions.class,
            RoundingFunctions.class,
            MathFunctions.class,
            ExtremeFunctions.class,
            ConditionalFunctions.class,
            TimeFunctions.class,
            CollectionFunctions.class,
            JsonFunctions.class);

    private static final Map<String, List<FunctionDefinition>> BY_NAME = load();

    private Functions() {}

    private static Map<String, List<FunctionDefinition>> load() {
        Map<String, List<FunctionDefinition>> byName = new TreeMap<>();
        for (Class<?> group : GROUPS) {
            for (Method method : group.getMethods()) {
                FunctionDefinition definition = FunctionDefinition.of(method);
                if (definition != null) {
                    for (String name : definition.names()) {
                        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(definition);
                    }
                }
            }
        }
        // Reflection gives methods in no order; a stable one keeps generated code and pages stable.
        byName.values()
                .forEach(list -> list.sort(Comparator.comparing(d -> d.method().toString())));
        return byName;
    }

    /** The names, aliases included, in alphabetical order. */
    public static Collection<String> names() {
        return BY_NAME.keySet();
    }

    /** Every overload once, by its first name in alphabetical order. */
    public static List<FunctionDefinition> all() {
        return BY_NAME.entrySet().stream()
                .flatMap(e -> e.getValue().stream().filter(d -> d.name().equals(e.getKey())))
                .toList();
    }

    /** The overloads of a name in upper case; empty when there is no such function. */
    public static List<FunctionDefinition> byName(String name) {
        return BY_NAME.getOrDefault(name, List.of());
    }

    /**
     * The overload that takes such arguments with the least conversion.
     *
     * @param literal the boxed value of the argument at an index where it is a literal, else null
     * @return null when none fits
     */
    public static @Nullable ResolvedFunction resolve(
            String name, List<DataType> arguments, IntFunction<@Nullable Object> literal) {
        ResolvedFunction best = null;
        int bestCost = Integer.MAX_VALUE;
        for (FunctionDefinition definition : byName(name)) {
            OverloadMatch match = OverloadMatch.of(definition, arguments);
            if (match != null && match.cost() < bestCost) {
                bestCost = match.cost();
                best = match.resolve(literal);
            }
        }
        return best;
    }
}
