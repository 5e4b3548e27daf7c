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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Keeps what is committed, exactly once over restarts of the job within this process. */
final class CollectConnector implements Connector {
    private final FinalTable committed;
    private final String query;
    private final Map<Long, FinalTable> staged = new HashMap<>();
    private long nextStage;
    private long lastCheckpoint;

    CollectConnector(String query) {
        this.query = query;
        committed = new FinalTable(query);
    }

    FinalTable committed() {
        return committed;
    }

    /** The newest checkpoint whose rows are in. */
    synchronized long lastCheckpoint() {
        return lastCheckpoint;
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

    private synchronized byte[] stage(FinalTable part) {
        staged.put(nextStage, part);
        return ByteBuffer.allocate(Long.BYTES).putLong(nextStage++).array();
    }

    private synchronized void commit(long checkpoint, List<byte[]> committables) {
        for (byte[] committable : committables) {
            FinalTable part = staged.remove(ByteBuffer.wrap(committable).getLong());
            if (part != null) {
                committed.addAll(part);
            }
        }
        lastCheckpoint = Math.max(lastCheckpoint, checkpoint);
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
                commit(checkpointId, committables);
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
