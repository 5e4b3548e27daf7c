package io.levada.core.function;

import io.levada.core.type.DataType;
import java.util.List;

/**
 * The overload that fits some arguments.
 *
 * @param parameters one for each argument: the type to which it must be cast (mostly its own)
 * @param result the type of the call
 */
public record ResolvedFunction(FunctionDefinition function, List<DataType> parameters, DataType result) {
    public ResolvedFunction {
        parameters = List.copyOf(parameters);
    }
}
