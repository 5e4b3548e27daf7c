package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.engine.codegen.CalcKernel;

/** Filters and projects. */
public final class CalcOperator extends AbstractOperator {
    private final CalcKernel kernel;

    /** @param kernel this worker's own */
    public CalcOperator(CalcKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public void process(int input, Batch batch) {
        Batch result = kernel.apply(batch, context());
        if (result != null) {
            output().emit(result);
        }
    }
}
