package io.levada.engine.codegen;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Keeps generated methods short: the JVM doesn't compile a method of more than 8,000 bytes of bytecode. A call takes
 * 20 to 60 of them.
 */
final class Splitting {
    /** Calls in one method. */
    static final int MOST_CALLS = 80;
    /** Operands of one CASE, AND, OR. Even, so that a CASE is cut between two branches. */
    private static final int MOST_OPERANDS = 10;

    private final Set<Expr> own = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Whether the expression gets a method of its own; known after {@link #plan}. */
    boolean isOwn(Expr expr) {
        return own.contains(expr);
    }

    /** Whether any expression planned so far gets a method of its own. */
    boolean hasOwn() {
        return !own.isEmpty();
    }

    /** Decides for everything below some expressions that stand in one method; gives the calls left in it. */
    int plan(List<? extends Expr> expressions) {
        int[] weights = new int[expressions.size()];
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = expressions.get(i) instanceof Call call ? 1 + plan(call.args()) : 0;
            sum += weights[i];
        }
        while (sum > MOST_CALLS) {
            int heaviest = 0;
            for (int i = 1; i < weights.length; i++) {
                heaviest = weights[i] > weights[heaviest] ? i : heaviest;
            }
            if (weights[heaviest] <= 1) {
                return sum;
            }
            sum -= weights[heaviest] - 1;
            weights[heaviest] = 1;
            own.add(expressions.get(heaviest));
        }
        return sum;
    }

    /** The same expression, with CASE, AND, OR and COALESCE of many operands nested into ones of few, and IF as CASE. */
    static Expr nest(Expr expr) {
        if (!(expr instanceof Call call)) {
            return expr;
        }
        List<Expr> arguments = new ArrayList<>(call.args().size());
        call.args().forEach(a -> arguments.add(nest(a)));
        if (call.function().equals("IF")) {
            return new Call(Op.CASE, arguments, call.type());
        }
        if (call.function().equals("IFNULL")) {
            return new Call(Op.COALESCE, arguments, call.type());
        }
        // All of these end at the first operand that decides, so that the rest can stand as the last operand.
        boolean nestable = switch (call.function()) {
            case Op.AND, Op.OR, Op.CASE, Op.COALESCE -> true;
            default -> false;
        };
        while (nestable && arguments.size() > MOST_OPERANDS + 1) {
            int from = (arguments.size() - 2) / MOST_OPERANDS * MOST_OPERANDS;
            List<Expr> rest = arguments.subList(from, arguments.size());
            Call tail = new Call(call.function(), rest, call.type());
            rest.clear();
            arguments.add(tail);
        }
        return call.withArgs(arguments);
    }
}
