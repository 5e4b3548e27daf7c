package io.levada.engine.dataflow;

import io.levada.core.data.Batch;
import io.levada.core.data.Message;
import io.levada.engine.operator.GroupCombiner;

/** Combines the rows of each group of a batch before they are sent. */
record CombiningOutflow(GroupCombiner combiner, Outflow next) implements Outflow {
    @Override
    public void batch(Batch batch, long arrivalNanos) {
        next.batch(combiner.combine(batch), arrivalNanos);
    }

    @Override
    public void mark(Message message, long arrivalNanos) {
        next.mark(message, arrivalNanos);
    }
}
