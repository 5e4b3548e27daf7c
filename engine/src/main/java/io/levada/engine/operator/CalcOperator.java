package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.engine.codegen.CalcKernel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Filters and projects, batch by batch; keeps nothing. */
public final class CalcOperator implements Operator {
    private final CalcKernel kernel;
    private @Nullable OperatorContext context;
    private @Nullable Output output;

    public CalcOperator(CalcKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public void open(OperatorContext newContext, Output newOutput) {
        context = newContext;
        output = newOutput;
    }

    @Override
    public void process(int input, Batch batch) {
        Batch result = kernel.apply(batch, Objects.requireNonNull(context));
        if (result != null) {
            Objects.requireNonNull(output).emit(result);
        }
    }
}
