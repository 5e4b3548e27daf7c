package io.levada.engine.dataflow;

import io.levada.core.data.Batch;
import io.levada.core.data.Message;

/** The lanes of one outlet or sink, and the choice among them. */
interface Outflow {
    void batch(Batch batch, long arrivalNanos);

    /** A watermark or a barrier: goes to all. */
    void mark(Message message, long arrivalNanos);

    /** All through one lane. */
    record Direct(Lane lane) implements Outflow {
        @Override
        public void batch(Batch batch, long arrivalNanos) {
            lane.send(batch, arrivalNanos);
        }

        @Override
        public void mark(Message message, long arrivalNanos) {
            lane.send(message, arrivalNanos);
        }
    }
}
