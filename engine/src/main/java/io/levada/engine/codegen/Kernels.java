package io.levada.engine.codegen;

import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.type.RowType;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The door of this room. */
public final class Kernels {
    private static final String CALC = "io.levada.engine.codegen.generated.Calc";

    private Kernels() {}

    /**
     * Compiles a filter and projections over rows of a type.
     *
     * @param filter null to keep every row
     * @param interpreted whether to evaluate by interpretation, with equal results, instead of compiling
     * @return gives a new kernel to each worker
     * @throws LevadaException at once, not later, when an expression can't be compiled: SQL_UNKNOWN_NAME,
     *     SQL_TYPE_MISMATCH, SQL_INVALID
     */
    public static Supplier<CalcKernel> calc(
            RowType input, @Nullable Expr filter, List<Expr> projections, boolean interpreted) {
        CalcShape shape = CalcShape.of(input, filter, projections);
        CalcSource.Generated generated = CalcSource.generate(shape);
        if (interpreted) {
            return () -> new InterpretedCalc(shape);
        }
        Constructor<?> constructor = ClassCompiler.compile(CALC, generated.source(), generated.loaders());
        return () -> {
            try {
                return ((GeneratedCalc) constructor.newInstance((Object) generated.constants())).of(shape);
            } catch (ReflectiveOperationException e) {
                throw LevadaException.internal(e);
            }
        };
    }

    /** The Java source that {@link #calc} compiles, for EXPLAIN and for people who look into it. */
    public static String source(RowType input, @Nullable Expr filter, List<Expr> projections) {
        return CalcSource.generate(CalcShape.of(input, filter, projections)).source();
    }
}
