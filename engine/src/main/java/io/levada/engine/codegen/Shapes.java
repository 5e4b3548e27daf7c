package io.levada.engine.codegen;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.ExprText;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.runtime.CastRules;

/** Questions about expressions. */
final class Shapes {
    private static final int LONGEST_COMMENT = 500;

    private Shapes() {}

    static boolean isDeterministic(Expr expr) {
        return switch (expr) {
            case InputRef ref -> true;
            case Literal literal -> true;
            case Call call -> call.isDeterministic() && call.args().stream().allMatch(Shapes::isDeterministic);
        };
    }

    /** The input column that a projection only passes on, or -1. */
    static int passedOn(Expr expr) {
        if (expr instanceof InputRef ref) {
            return ref.index();
        }
        return expr instanceof Call call
                        && call.function().equals(Op.CAST)
                        && CastRules.keepsValues(call.arg(0).type(), call.type())
                ? passedOn(call.arg(0))
                : -1;
    }

    /** The expression on one line that ends a Java comment nowhere. */
    static String comment(Expr expr, RowType input) {
        String text =
                ExprText.of(expr, input).replace('\n', ' ').replace('\r', ' ').replace("\\", "/");
        return text.length() > LONGEST_COMMENT ? text.substring(0, LONGEST_COMMENT) + " ..." : text;
    }
}
