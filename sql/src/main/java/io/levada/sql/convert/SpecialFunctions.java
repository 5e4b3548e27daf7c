package io.levada.sql.convert;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import io.levada.sql.bind.ConditionalFunctions;
import java.util.List;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/** Functions with a syntax or an evaluation of their own, as operators of the plan or functions of the library. */
final class SpecialFunctions {
    private SpecialFunctions() {}

    /** Null when it isn't one. */
    static @Nullable Expr convert(SqlOperator operator, List<Expr> args, DataType type) {
        if (operator == ConditionalFunctions.COALESCE || operator == ConditionalFunctions.IFNULL) {
            return args.size() == 1
                    ? args.get(0)
                    : new Call(
                            Op.COALESCE,
                            args.stream().map(a -> Casts.toHeldAs(a, type)).toList(),
                            type);
        }
        if (operator == ConditionalFunctions.IF) {
            Expr then = Casts.toHeldAs(args.get(1), type);
            return new Call(Op.CASE, List.of(args.get(0), then, Casts.toHeldAs(args.get(2), type)), type);
        }
        if (operator == SqlStdOperatorTable.TRIM) {
            return trim(args);
        }
        if (operator == SqlStdOperatorTable.POSITION) {
            return Library.call(args.size() == 2 ? "POSITION" : "LOCATE", args);
        }
        if (operator == SqlStdOperatorTable.OVERLAY) {
            return Library.call("OVERLAY", args);
        }
        return operator == SqlStdOperatorTable.TIMESTAMP_DIFF ? Library.call("TIMESTAMPDIFF", args) : null;
    }

    /** {@code TRIM([BOTH|LEADING|TRAILING] characters FROM text)}, here flag, characters, text. */
    private static Expr trim(List<Expr> args) {
        String where = args.get(0) instanceof Literal flag ? String.valueOf(flag.value()) : "";
        String function = switch (where) {
            case "LEADING" -> "LTRIM";
            case "TRAILING" -> "RTRIM";
            default -> "BTRIM";
        };
        return Library.call(function, List.of(args.get(2), args.get(1)));
    }
}
