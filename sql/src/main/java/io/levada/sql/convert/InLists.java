package io.levada.sql.convert;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code x = 1 OR x = 2 OR ...}, which Calcite makes of IN, as one IN again. */
final class InLists {
    private InLists() {}

    /** Each IN stands where its first member stood: what a user wrote first may guard what comes after. */
    static Expr folded(List<Expr> alternatives, DataType type) {
        Map<Expr, List<Expr>> constants = new LinkedHashMap<>();
        List<Expr> order = new ArrayList<>();
        for (Expr alternative : alternatives) {
            if (isMember(alternative)) {
                Call equal = (Call) alternative;
                List<Expr> known = constants.get(equal.arg(0));
                if (known == null) {
                    constants.put(equal.arg(0), new ArrayList<>(List.of(equal.arg(1))));
                    order.add(alternative);
                } else {
                    known.add(equal.arg(1));
                }
            } else {
                order.add(alternative);
            }
        }
        List<Expr> result = order.stream()
                .map(e -> isMember(e) ? member(((Call) e).arg(0), constants.get(((Call) e).arg(0))) : e)
                .toList();
        return result.size() == 1 ? result.get(0) : new Call(Op.OR, result, type);
    }

    private static boolean isMember(Expr expr) {
        return expr instanceof Call call
                && call.function().equals(Op.EQ)
                && !(call.arg(0) instanceof Literal)
                && call.arg(1) instanceof Literal constant
                && constant.value() != null
                && (Casts.sameButNullability(call.arg(0).type(), constant.type())
                        || call.arg(0).type().kind().isText());
    }

    private static Expr member(Expr value, @Nullable List<Expr> found) {
        List<Expr> constants = found == null ? List.of() : found;
        DataType type = DataType.BOOLEAN.withNullable(value.type().nullable());
        List<Expr> args = new ArrayList<>(List.of(value));
        args.addAll(constants);
        return new Call(constants.size() == 1 ? Op.EQ : Op.IN, args, type);
    }
}
