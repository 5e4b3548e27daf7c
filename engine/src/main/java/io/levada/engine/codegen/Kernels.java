package io.levada.engine.codegen;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.type.RowType;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The door of this room. */
public final class Kernels {
    private Kernels() {}

    /**
     * Compiles a filter and projections over rows of a type.
     *
     * @param filter null to keep every row
     * @param interpreted whether to evaluate by interpretation, with equal results, instead of compiling
     * @return gives a new kernel to each worker; fails at once, not later, when an expression can't be compiled
     */
    public static Supplier<CalcKernel> calc(
            RowType input, @Nullable Expr filter, List<Expr> projections, boolean interpreted) {
        throw new LevadaException(ErrorCode.SQL_UNSUPPORTED, "expressions can't be evaluated yet");
    }
}
