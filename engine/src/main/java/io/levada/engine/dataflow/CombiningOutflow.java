package io.levada.engine.dataflow;

import io.levada.core.data.Batch;
import io.levada.core.data.Message;
import io.levada.core.data.Watermark;
import io.levada.engine.operator.RowCombiner;

/** Combines the rows of each group of a batch before they are sent. */
final class CombiningOutflow implements Outflow {
    private final RowCombiner combiner;
    private final Outflow next;
    private long sentMark = Watermark.NONE;

    CombiningOutflow(RowCombiner combiner, Outflow next) {
        this.combiner = combiner;
        this.next = next;
    }

    @Override
    public void batch(Batch batch, long arrivalNanos) {
        Batch fewer = combiner.combine(batch, sentMark);
        if (fewer != null) {
            next.batch(fewer, arrivalNanos);
        }
    }

    @Override
    public boolean isSpent() {
        return !combiner.isShared();
    }

    @Override
    public void mark(Message message, long arrivalNanos) {
        if (message instanceof Watermark watermark && watermark.micros() != Watermark.IDLE) {
            sentMark = Math.max(sentMark, watermark.micros());
        }
        next.mark(message, arrivalNanos);
    }
}
