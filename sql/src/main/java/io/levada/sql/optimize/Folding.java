package io.levada.sql.optimize;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Works out what a column that has become a constant decides: comparisons of whole numbers, and the CASEs over them. */
final class Folding {
    private Folding() {}

    static Expr fold(Expr expr) {
        if (!(expr instanceof Call call)) {
            return expr;
        }
        Call folded = call.withArgs(call.args().stream().map(Folding::fold).toList());
        return switch (folded.function()) {
            case Op.EQ -> equal(folded);
            case Op.CASE -> branches(folded);
            default -> folded;
        };
    }

    private static Expr equal(Call call) {
        if (call.arg(0) instanceof Literal a
                && call.arg(1) instanceof Literal b
                && a.value() instanceof Integer left
                && b.value() instanceof Integer right) {
            return new Literal(left.equals(right), DataType.BOOLEAN.notNull());
        }
        return call;
    }

    /** Drops the branches that can't be taken, and those behind one that must be. */
    private static Expr branches(Call call) {
        List<Expr> left = new ArrayList<>();
        for (int i = 0; i + 1 < call.args().size(); i += 2) {
            Expr condition = call.arg(i);
            Expr value = call.arg(i + 1);
            if (condition instanceof Literal literal) {
                if (!Boolean.TRUE.equals(literal.value())) {
                    continue;
                }
                left.add(value);
                return caseOf(left, call);
            }
            left.add(condition);
            left.add(value);
        }
        left.add(call.arg(call.args().size() - 1));
        return caseOf(left, call);
    }

    private static Expr caseOf(List<Expr> left, Call call) {
        if (left.size() > 1) {
            return new Call(Op.CASE, left, call.type());
        }
        Expr only = left.get(0);
        boolean sameType = only.type().withNullable(true).equals(call.type().withNullable(true));
        return sameType ? only : new Call(Op.CAST, left, call.type());
    }
}
