package io.levada.sql.optimize;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Looks into expressions and rewrites them. */
public final class Exprs {
    private Exprs() {}

    /** Each column replaced by an expression. */
    public static Expr substitute(Expr expr, IntFunction<Expr> replacement) {
        return switch (expr) {
            case InputRef ref -> replacement.apply(ref.index());
            case Literal literal -> literal;
            case Call call ->
                call.withArgs(call.args().stream()
                        .map(a -> substitute(a, replacement))
                        .toList());
        };
    }

    /** Each column replaced by another of the same type. */
    public static Expr renumber(Expr expr, IntUnaryOperator index) {
        return switch (expr) {
            case InputRef ref -> new InputRef(index.applyAsInt(ref.index()), ref.type());
            case Literal literal -> literal;
            case Call call ->
                call.withArgs(call.args().stream().map(a -> renumber(a, index)).toList());
        };
    }

    /** Adds the columns that the expression reads. */
    public static void columns(@Nullable Expr expr, BitSet into) {
        if (expr instanceof InputRef ref) {
            into.set(ref.index());
        } else if (expr instanceof Call call) {
            call.args().forEach(a -> columns(a, into));
        }
    }

    public static BitSet columns(@Nullable Expr expr) {
        BitSet columns = new BitSet();
        columns(expr, columns);
        return columns;
    }

    /** Whether two evaluations over the same batch give the same. */
    public static boolean isDeterministic(Expr expr) {
        if (expr instanceof Call call) {
            return call.isDeterministic() && call.args().stream().allMatch(Exprs::isDeterministic);
        }
        return true;
    }

    /** The conjunction; null when there is nothing to hold. Nested conjunctions are laid flat, in order. */
    public static @Nullable Expr and(List<Expr> conditions) {
        List<Expr> flat = new ArrayList<>();
        for (Expr condition : conditions) {
            flat.addAll(conjuncts(condition));
        }
        flat.removeIf(c -> c instanceof Literal literal && Boolean.TRUE.equals(literal.value()));
        if (flat.isEmpty()) {
            return null;
        }
        boolean nullable = flat.stream().anyMatch(c -> c.type().nullable());
        return flat.size() == 1 ? flat.get(0) : new Call(Op.AND, flat, DataType.BOOLEAN.withNullable(nullable));
    }

    public static List<Expr> conjuncts(Expr condition) {
        if (condition instanceof Call call && call.function().equals(Op.AND)) {
            return call.args().stream().flatMap(a -> conjuncts(a).stream()).toList();
        }
        return List.of(condition);
    }

    /** Whether the expressions are the columns 0 to n-1. */
    public static boolean isIdentity(List<Expr> projections, int width) {
        if (projections.size() != width) {
            return false;
        }
        for (int i = 0; i < width; i++) {
            if (!(projections.get(i) instanceof InputRef ref) || ref.index() != i) {
                return false;
            }
        }
        return true;
    }
}
