package io.levada.engine.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.connector.SinkWriter;
import io.levada.core.data.Batch;
import io.levada.core.data.LongColumn;
import io.levada.engine.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** When the arrays of a batch may be filled again. */
class SpentOutputTest {
    private static final Batch BATCH = Batch.inserts(1, new LongColumn(new long[1], 1));

    private final Flow flow = new Flow(Clock.SYSTEM);

    private static final class Writer implements SinkWriter {
        private final boolean copies;
        private boolean ready = true;

        private Writer(boolean copies) {
            this.copies = copies;
        }

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public void write(Batch batch) {}

        @Override
        public boolean copiesBatches() {
            return copies;
        }

        @Override
        public CompletionStage<byte[]> prepare(long checkpointId) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }

    private Writer sink(boolean copies) {
        Writer writer = new Writer(copies);
        SinkLane lane = new SinkLane(0, 0, writer, RequiredValues.NONE, null, Clock.SYSTEM, flow.shares);
        flow.addOutflow(null, new Outflow.Direct(lane), List.of(lane));
        return writer;
    }

    private boolean isSpent() {
        flow.root().emit(BATCH);
        return flow.root().isSpent();
    }

    @Test
    void aBatchIsSpentWhenItsSinkHasCopiedIt() {
        sink(true);
        assertThat(isSpent()).isTrue();
    }

    @Test
    void aBatchIsHeldBySinksThatMayKeepIt() {
        sink(true);
        sink(false);
        assertThat(isSpent()).isFalse();
    }

    @Test
    void aBatchIsHeldWhileItsSinkCantTakeIt() {
        Writer writer = sink(true);
        writer.ready = false;
        assertThat(isSpent()).isFalse();
        writer.ready = true;
        flow.drain();
        assertThat(flow.root().isSpent()).isTrue();
    }

    @Test
    void aBatchIsHeldByAChannel() {
        ChannelLane lane = new ChannelLane(new Channel(() -> {}, () -> {}));
        flow.addOutflow(null, new Outflow.Direct(lane), List.of(lane));
        assertThat(isSpent()).isFalse();
    }
}
