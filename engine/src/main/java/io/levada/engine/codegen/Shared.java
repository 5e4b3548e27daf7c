package io.levada.engine.codegen;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Op;
import io.levada.core.function.Functions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of functions that a filter computes for each row that passes and that projections need again: the filter keeps
 * their values in arrays, one value for each row that passed.
 */
final class Shared {
    private final Unit unit;
    private final Map<Expr, Val> values = new LinkedHashMap<>();

    private Shared(Unit unit) {
        this.unit = unit;
    }

    /** @param filter a whole filter's statements: what it knows at its end holds for each row that passed */
    static Shared of(Unit unit, Body filter, List<Expr> projections) {
        Shared shared = new Shared(unit);
        projections.forEach(p -> shared.collect(filter, p));
        return shared;
    }

    private void collect(Body filter, Expr expr) {
        if (!(expr instanceof Call call)) {
            return;
        }
        Val known = isCostly(call) ? filter.find(call) : null;
        if (known != null && known.as() != JavaType.WIDE && !known.alwaysNull()) {
            values.computeIfAbsent(call, c -> {
                String array = unit.fresh("s");
                unit.field(known.as().source() + "[] " + array + " = new "
                        + known.as().source() + "[Batch.MAX_ROWS]");
                unit.field("boolean[] " + array + "n = new boolean[Batch.MAX_ROWS]");
                return new Val(array, known.isNull(), known.as(), known.type());
            });
        } else {
            call.args().forEach(a -> collect(filter, a));
        }
    }

    private static boolean isCostly(Call call) {
        return call.method() != null
                || call.function().equals(Op.LIKE)
                || !Functions.byName(call.function()).isEmpty();
    }

    /** In a filter, before {@code count} grows: keeps the values of the row. */
    void keep(Body filter) {
        values.forEach((expr, kept) -> {
            Val value = filter.find(expr);
            if (value == null) {
                throw new IllegalStateException("not known any more: " + expr);
            }
            String array = kept.code();
            String element = kept.as().source();
            filter.local(
                    array + "room",
                    "if (this." + array + ".length < input.rowCount()) { this." + array + " = new " + element
                            + "[input.rowCount()]; this." + array + "n = new boolean[input.rowCount()]; }");
            filter.local(array, "final " + element + "[] " + array + " = this." + array + ";");
            filter.local(array + "n", "final boolean[] " + array + "n = this." + array + "n;");
            filter.line(array + "[count] = " + value.code() + ";");
            if (!kept.neverNull()) {
                filter.line(array + "n[count] = " + value.isNull() + ";");
            }
        });
    }

    /** In a projection's loop, where {@code i} counts the rows that passed: the value of an expression that was kept. */
    @Nullable
    Val find(Body projection, Expr expr) {
        Val kept = values.get(expr);
        if (kept == null) {
            return null;
        }
        String array = kept.code();
        String element = kept.as().source();
        projection.local(array, "final " + element + "[] " + array + " = this." + array + ";");
        String variable = projection.fresh("v");
        projection.line(element + " " + variable + " = " + array + "[i];");
        String isNull = "false";
        if (!kept.neverNull()) {
            projection.local(array + "n", "final boolean[] " + array + "n = this." + array + "n;");
            isNull = projection.fresh("b");
            projection.line("boolean " + isNull + " = " + array + "n[i];");
        }
        return new Val(variable, isNull, kept.as(), kept.type());
    }
}
