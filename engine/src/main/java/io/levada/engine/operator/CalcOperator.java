package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.engine.codegen.CalcKernel;

/** Filters and projects. */
public final class CalcOperator extends AbstractOperator {
    private final CalcKernel kernel;
    private final Counter filteredRows = new Counter();

    /** @param kernel this worker's own */
    public CalcOperator(CalcKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    void opened() {
        context().figures().counter("filtered_rows", filteredRows::get);
    }

    @Override
    public void process(int input, Batch batch) {
        Batch result = kernel.apply(batch, context());
        filteredRows.add(batch.rowCount() - (result == null ? 0 : result.rowCount()));
        if (result != null) {
            output().emit(result);
            if (output().isSpent()) {
                kernel.spent();
            }
        }
    }
}
