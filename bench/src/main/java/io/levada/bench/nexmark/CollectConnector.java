package io.levada.bench.nexmark;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.WriterContext;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.RowType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Keeps what is committed, exactly once over restarts of the job. */
final class CollectConnector implements Connector {
    private final String query;
    private final Staging staging;

    CollectConnector(String query, Staging staging) {
        this.query = query;
        this.staging = staging;
    }

    @Override
    public String name() {
        return "collect";
    }

    @Override
    public List<Option<?>> options() {
        return List.of();
    }

    @Override
    public Capabilities describe(Table table) {
        return Capabilities.sink(ChangelogMode.RETRACT);
    }

    private byte[] stage(FinalTable part) {
        try {
            return staging.stage(part).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void commit(List<byte[]> committables) {
        try {
            staging.commit(committables.stream()
                    .map(name -> new String(name, StandardCharsets.UTF_8))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TableSink sink(SinkRequest request) {
        return new TableSink() {
            @Override
            public SinkWriter openWriter(WriterContext context) {
                return new Writer(request.rowType());
            }

            @Override
            public void apply(long checkpointId, List<byte[]> committables) {
                commit(committables);
            }
        };
    }

    private final class Writer implements SinkWriter {
        private final RowType type;
        private FinalTable current = new FinalTable(query);

        Writer(RowType type) {
            this.type = type;
        }

        @Override
        public void write(Batch batch) {
            for (int row = 0; row < batch.rowCount(); row++) {
                List<@Nullable Object> values = new ArrayList<>(type.size());
                for (int c = 0; c < type.size(); c++) {
                    values.add(Boxed.get(batch.column(c), type.type(c), row));
                }
                current.add(values, ChangeKind.isAddition(batch.kind(row)));
            }
        }

        @Override
        public CompletionStage<byte @Nullable []> prepare(long checkpointId) {
            FinalTable part = current;
            current = new FinalTable(query);
            return CompletableFuture.completedFuture(part.changes() == 0 ? null : stage(part));
        }

        @Override
        public void close() {}
    }
}
