package io.levada.engine.job;

import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.WriterContext;
import io.levada.core.data.Batch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hands rows to the caller. */
record ResultSink(ResultConsumer consumer) implements TableSink {
    @Override
    public SinkWriter openWriter(WriterContext context) {
        consumer.onReady(context::wakeUp);
        return new SinkWriter() {
            @Override
            public boolean ready() {
                return consumer.ready();
            }

            @Override
            public void write(Batch batch) {
                consumer.accept(batch);
            }

            @Override
            public void flush() {
                consumer.flush();
            }

            @Override
            public CompletionStage<byte @Nullable []> prepare(long checkpointId) {
                consumer.flush();
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {}
        };
    }
}
