package io.levada.sql.convert;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.function.Functions;
import io.levada.core.function.ResolvedFunction;
import io.levada.core.function.UserFunction;
import io.levada.core.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Calls of functions of the library, arguments cast to what the overload takes. */
final class Library {
    private Library() {}

    static boolean has(String name) {
        return !Functions.byName(name).isEmpty();
    }

    static Expr call(String name, List<Expr> args) {
        List<DataType> types = args.stream().map(Expr::type).toList();
        ResolvedFunction resolved =
                Functions.resolve(name, types, i -> args.get(i) instanceof Literal literal ? literal.value() : null);
        if (resolved == null) {
            String given = types.stream().map(DataType::sqlName).collect(Collectors.joining(", ", "(", ")"));
            throw new LevadaException(
                    has(name) ? ErrorCode.SQL_TYPE_MISMATCH : ErrorCode.SQL_UNSUPPORTED,
                    has(name) ? name + " can't take " + given : "the function " + name + " is not there yet");
        }
        return new Call(name, cast(args, resolved.parameters()), resolved.result());
    }

    static Expr call(UserFunction function, List<Expr> args) {
        List<DataType> types = args.stream().map(Expr::type).toList();
        UserFunction.Resolved resolved = function.resolve(types);
        if (resolved == null) {
            throw new LevadaException(
                    ErrorCode.SQL_TYPE_MISMATCH,
                    function.name() + " can't take "
                            + types.stream().map(DataType::toString).collect(Collectors.joining(", ", "(", ")")),
                    function.hint(types));
        }
        return new Call(function.name(), cast(args, resolved.parameters()), resolved.result(), resolved.method());
    }

    private static List<Expr> cast(List<Expr> args, List<DataType> parameters) {
        List<Expr> cast = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            cast.add(Casts.toHeldAs(args.get(i), parameters.get(i)));
        }
        return cast;
    }
}
