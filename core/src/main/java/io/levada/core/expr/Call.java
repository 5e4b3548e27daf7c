package io.levada.core.expr;

import io.levada.core.function.FunctionDefinition;
import io.levada.core.function.Functions;
import io.levada.core.function.UserMethod;
import io.levada.core.type.DataType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A function or operator applied to arguments.
 *
 * @param function a constant of {@link Op}, or the upper-case name of a function in {@code core.function}; of a user's
 *     function its name as declared
 * @param type the result type; for {@link Op#CAST} and {@link Op#TRY_CAST} it is also the target
 * @param method what a user's function runs; null for what Levada itself has. The arguments are of its parameters' types
 */
public record Call(
        String function,
        List<Expr> args,
        DataType type,
        @Nullable UserMethod method) implements Expr {
    public Call {
        args = List.copyOf(args);
    }

    public Call(String function, List<Expr> args, DataType type) {
        this(function, args, type, null);
    }

    public Expr arg(int index) {
        return args.get(index);
    }

    /** The same function of other arguments of the same types. */
    public Call withArgs(List<Expr> others) {
        return new Call(function, others, type, method);
    }

    /** Whether the function itself, whatever its arguments, gives the same for the same. */
    public boolean isDeterministic() {
        return method != null
                ? method.deterministic()
                : Functions.byName(function).stream().allMatch(FunctionDefinition::deterministic);
    }

    @Override
    public String toString() {
        String list = args.stream().map(Expr::toString).collect(Collectors.joining(", ", "(", ")"));
        return function + list + (function.equals(Op.CAST) || function.equals(Op.TRY_CAST) ? ":" + type : "");
    }
}
