package io.levada.engine.codegen;

import io.levada.core.data.Batch;
import io.levada.core.function.EvaluationContext;
import org.jspecify.annotations.Nullable;

/**
 * A filter and projections, compiled for one query: a loop over the rows of a batch. One instance for each worker, not
 * thread-safe.
 */
public interface CalcKernel {
    /**
     * @return a batch of the rows that passed, in order, with their change kinds; null when none did. Columns that are
     *     only passed on, where no row was dropped, are shared with the input.
     */
    @Nullable
    Batch apply(Batch input, EvaluationContext context);

    /** Says that nobody holds any numbers of the batch that was given last: their arrays serve the next. */
    default void spent() {}
}
