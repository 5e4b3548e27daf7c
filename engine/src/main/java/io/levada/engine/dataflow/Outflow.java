package io.levada.engine.dataflow;

import io.levada.core.data.Batch;
import io.levada.core.data.Message;

/** The lanes of one outlet or sink, and the choice among them. */
interface Outflow {
    void batch(Batch batch, long arrivalNanos);

    /** Whether nobody holds any numbers of the batch that came last. */
    default boolean isSpent() {
        return false;
    }

    /** A watermark or a barrier: goes to all. */
    void mark(Message message, long arrivalNanos);

    /** All through one lane. */
    record Direct(Lane lane) implements Outflow {
        @Override
        public void batch(Batch batch, long arrivalNanos) {
            lane.send(batch, arrivalNanos);
        }

        @Override
        public boolean isSpent() {
            return lane.isSpent();
        }

        @Override
        public void mark(Message message, long arrivalNanos) {
            lane.send(message, arrivalNanos);
        }
    }
}
