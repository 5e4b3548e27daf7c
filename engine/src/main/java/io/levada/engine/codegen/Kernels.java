package io.levada.engine.codegen;

import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.type.RowType;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Set;
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
        return () -> ((GeneratedCalc) newInstance(constructor, generated.constants())).of(shape);
    }

    /** @param pageShift records in a page, as a shift */
    public static GroupKernel groups(GroupShape shape, int pageShift) {
        String source = GroupSource.generate(shape, pageShift);
        return (GroupKernel) newInstance(ClassCompiler.compile(GroupSource.NAME, source, Set.of()));
    }

    public static SumsKernel sums(SumsShape shape) {
        return (SumsKernel) newInstance(ClassCompiler.compile(SumsSource.NAME, SumsSource.generate(shape), Set.of()));
    }

    private static Object newInstance(Constructor<?> constructor, Object... constants) {
        try {
            return constructor.newInstance((Object) constants);
        } catch (ReflectiveOperationException e) {
            throw LevadaException.internal(e);
        }
    }

    /** The Java source that {@link #calc} compiles, for EXPLAIN and for people who look into it. */
    public static String source(RowType input, @Nullable Expr filter, List<Expr> projections) {
        return CalcSource.generate(CalcShape.of(input, filter, projections)).source();
    }
}
