package io.levada.core.function;

import io.levada.core.type.DataType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A scalar function of the user's.
 *
 * @param name as declared; it is found in any case
 * @param className what SHOW and errors call it
 * @param overloads at least one
 */
public record UserFunction(String name, String className, List<UserMethod> overloads) {
    public UserFunction {
        overloads = List.copyOf(overloads);
    }

    /**
     * @param parameters one for each argument: the type to which it must be cast (mostly its own)
     * @param result the type of the call
     */
    public record Resolved(UserMethod method, List<DataType> parameters, DataType result) {}

    /** The overload that takes such arguments with the least conversion; null when none does. */
    public @Nullable Resolved resolve(List<DataType> arguments) {
        Resolved best = null;
        int bestCost = Integer.MAX_VALUE;
        for (UserMethod method : overloads) {
            UserMethod.Fit fit = method.fit(arguments);
            if (fit != null && fit.cost() < bestCost) {
                bestCost = fit.cost();
                best = new Resolved(method, fit.types(), method.result());
            }
        }
        return best;
    }

    /** The type that all overloads of a number of arguments have at an index; null when they don't agree. */
    public @Nullable DataType commonParameter(int arguments, int index) {
        List<DataType> types = overloads.stream()
                .filter(o -> o.takes(arguments))
                .map(o -> o.parameter(index).withNullable(true))
                .distinct()
                .toList();
        return types.size() == 1 ? types.get(0) : null;
    }

    /** Why no overload takes such arguments, and what to do. */
    public String hint(List<DataType> arguments) {
        String takes = "it takes "
                + overloads.stream().map(UserMethod::signature).distinct().collect(Collectors.joining(" or "));
        boolean onlyNulls = resolve(arguments.stream().map(DataType::notNull).toList()) != null;
        return onlyNulls
                ? takes + ": a primitive parameter takes no value that may be NULL; write eval with the boxed class,"
                        + " or pass COALESCE(..., default)"
                : takes;
    }

    public boolean deterministic() {
        return overloads.get(0).deterministic();
    }
}
