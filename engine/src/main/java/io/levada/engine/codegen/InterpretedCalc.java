package io.levada.engine.codegen;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Column;
import io.levada.core.expr.Expr;
import io.levada.core.function.EvaluationContext;
import io.levada.core.type.DataType;
import io.levada.engine.codegen.interpreter.Interpreter;
import org.jspecify.annotations.Nullable;

/** A calc that interprets: the oracle for generated ones. */
final class InterpretedCalc implements CalcKernel {
    private final CalcShape shape;
    private final Interpreter interpreter;

    InterpretedCalc(CalcShape shape) {
        this.shape = shape;
        interpreter = new Interpreter(shape.input());
    }

    @Override
    public @Nullable Batch apply(Batch input, EvaluationContext context) {
        int[] rows = new int[input.rowCount()];
        int count = 0;
        for (int row = 0; row < input.rowCount(); row++) {
            Expr filter = shape.filter();
            if (filter == null || Boolean.TRUE.equals(interpreter.evaluate(filter, input, row, context))) {
                rows[count++] = row;
            }
        }
        if (count == 0) {
            return null;
        }
        Column[] out = new Column[shape.projections().size()];
        for (int i = 0; i < out.length; i++) {
            Expr projection = shape.projections().get(i);
            DataType type = projection.type();
            out[i] = Column.create(type, count);
            for (int r = 0; r < count; r++) {
                Boxed.append(out[i], type, interpreter.evaluate(projection, input, rows[r], context));
            }
        }
        return new Batch(count, out, GeneratedCalc.kinds(input, count < input.rowCount() ? rows : null, count));
    }
}
