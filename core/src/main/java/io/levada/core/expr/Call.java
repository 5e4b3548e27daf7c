package io.levada.core.expr;

import io.levada.core.type.DataType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function or operator applied to arguments.
 *
 * @param function a constant of {@link Op}, or the upper-case name of a function in {@code core.function}
 * @param type the result type; for {@link Op#CAST} and {@link Op#TRY_CAST} it is also the target
 */
public record Call(String function, List<Expr> args, DataType type) implements Expr {
    public Call {
        args = List.copyOf(args);
    }

    public Expr arg(int index) {
        return args.get(index);
    }

    @Override
    public String toString() {
        String list = args.stream().map(Expr::toString).collect(Collectors.joining(", ", "(", ")"));
        return function + list + (function.equals(Op.CAST) || function.equals(Op.TRY_CAST) ? ":" + type : "");
    }
}
