package io.levada.connector.standard.blackhole;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.WriterContext;
import io.levada.core.data.Batch;
import io.levada.core.plan.ChangelogMode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes all rows and changes and forgets them. It has no options. */
public final class BlackholeConnector implements Connector {
    @Override
    public String name() {
        return "blackhole";
    }

    @Override
    public List<Option<?>> options() {
        return List.of();
    }

    @Override
    public Capabilities describe(Table table) {
        return Capabilities.sink(ChangelogMode.RETRACT);
    }

    @Override
    public TableSink sink(SinkRequest request) {
        return new Sink();
    }

    private static final class Sink implements TableSink {
        @Override
        public SinkWriter openWriter(WriterContext context) {
            return new Writer();
        }
    }

    private static final class Writer implements SinkWriter {
        @Override
        public void write(Batch batch) {}

        @Override
        public boolean copiesBatches() {
            return true;
        }

        @Override
        public CompletionStage<byte @org.jspecify.annotations.Nullable []> prepare(long checkpointId) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
