package io.levada.engine.codegen;

import io.levada.core.expr.Expr;
import io.levada.core.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a calc computes, and which of its columns are only passed on.
 *
 * @param filter null to keep every row
 * @param passedOn for each projection the input column that it passes on, or -1
 */
public record CalcShape(RowType input, @Nullable Expr filter, List<Expr> projections, int[] passedOn) {
    static CalcShape of(RowType input, @Nullable Expr filter, List<Expr> projections) {
        int[] passedOn = projections.stream().mapToInt(Shapes::passedOn).toArray();
        return new CalcShape(input, filter, List.copyOf(projections), passedOn);
    }
}
