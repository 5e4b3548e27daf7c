package io.levada.engine.codegen;

import io.levada.core.data.Batch;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.function.EvaluationContext;
import io.levada.engine.codegen.interpreter.EvaluationFailure;

/**
 * Says which expression failed on which row. Generated code doesn't track where it is; when it fails, the interpreter
 * goes over the batch again until it meets the failure, and names it.
 */
final class Failures {
    private Failures() {}

    static LevadaException explain(Throwable failure, CalcShape shape, Batch input, EvaluationContext context) {
        if (failure instanceof LevadaException known) {
            return known;
        }
        try {
            new InterpretedCalc(shape).apply(input, context);
        } catch (LevadaException explained) {
            return explained;
        }
        Expr first = shape.projections().isEmpty()
                ? shape.filter()
                : shape.projections().get(0);
        return EvaluationFailure.of(failure, String.valueOf(first));
    }
}
