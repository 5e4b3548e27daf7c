package io.levada.sql.convert;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import io.levada.sql.bind.ConditionalFunctions;
import java.util.ArrayList;
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
        if (operator == ConditionalFunctions.GREATEST) {
            return extreme(Op.GE, args, type);
        }
        if (operator == ConditionalFunctions.LEAST) {
            return extreme(Op.LE, args, type);
        }
        if (operator == SqlStdOperatorTable.TRIM) {
            return trim(args);
        }
        if (operator == SqlStdOperatorTable.POSITION) {
            return Library.call("POSITION", args);
        }
        if (operator == SqlStdOperatorTable.OVERLAY) {
            return Library.call("OVERLAY", args);
        }
        return operator == SqlStdOperatorTable.TIMESTAMP_DIFF ? Library.call("TIMESTAMPDIFF", args) : null;
    }

    /** NULL when any argument is; else the first that none of those after it beats. */
    private static Expr extreme(String op, List<Expr> args, DataType type) {
        List<Expr> values = args.stream().map(a -> Casts.toHeldAs(a, type)).toList();
        List<Expr> branches = new ArrayList<>();
        for (Expr arg : args) {
            if (arg.type().nullable()) {
                branches.add(new Call(Op.IS_NULL, List.of(arg), DataType.BOOLEAN.notNull()));
                branches.add(new Literal(null, type));
            }
        }
        for (int i = 0; i < values.size() - 1; i++) {
            Expr value = values.get(i);
            List<Expr> wins = values.subList(i + 1, values.size()).stream()
                    .map(other -> (Expr) new Call(op, Comparisons.aligned(value, other), DataType.BOOLEAN))
                    .toList();
            branches.add(wins.size() == 1 ? wins.get(0) : new Call(Op.AND, wins, DataType.BOOLEAN));
            branches.add(value);
        }
        branches.add(values.get(values.size() - 1));
        return branches.size() == 1 ? branches.get(0) : new Call(Op.CASE, branches, type);
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
