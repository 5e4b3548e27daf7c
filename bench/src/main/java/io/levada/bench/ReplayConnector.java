package io.levada.bench;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Option;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.plan.ChangelogMode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A table of {@link Events}, read from memory. */
final class ReplayConnector implements Connector {
    private static final Option<Long> ROWS = Option.longInteger("rows", null, "How many events there are.");

    private final Events events;

    ReplayConnector(Events events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(ROWS);
    }

    @Override
    public Capabilities describe(Table table) {
        return Capabilities.source(ChangelogMode.APPEND, true);
    }

    @Override
    public TableSource source(SourceRequest request) {
        long batches = request.table().options().get(ROWS) / Batch.MAX_ROWS;
        return new TableSource() {
            @Override
            public List<SourceSplit> discover(Collection<String> known) {
                return List.of(new SourceSplit("all", ByteBuffer.allocate(8).array()));
            }

            @Override
            public Duration discoveryInterval() {
                return Duration.ZERO;
            }

            @Override
            public SourceReader openReader(ReaderContext context) {
                return new Reader(request, batches);
            }
        };
    }

    private final class Reader implements SourceReader {
        private final List<String> columns;
        private final long batches;
        private boolean assigned;
        private boolean complete;
        private long next;

        Reader(SourceRequest request, long batches) {
            this.columns = request.columns().stream().map(TableColumn::name).toList();
            this.batches = batches;
        }

        @Override
        public void assign(SourceSplit split) {
            next = ByteBuffer.wrap(split.position()).getLong();
            assigned = true;
        }

        @Override
        public void noMoreSplits() {
            complete = true;
        }

        @Override
        public Status poll(SourceOutput output) {
            if (!assigned || next == batches) {
                return complete ? Status.END : Status.IDLE;
            }
            Column[] made = new Column[columns.size()];
            int index = events.batch(next);
            for (int i = 0; i < made.length; i++) {
                made[i] = switch (columns.get(i)) {
                    case "key" -> events.keys[index];
                    case "price" -> events.prices[index];
                    case "channel" -> events.channels[index];
                    default -> Events.times(next * Batch.MAX_ROWS);
                };
            }
            next++;
            output.emit("all", Batch.inserts(Batch.MAX_ROWS, made));
            return Status.MORE;
        }

        @Override
        public List<SourceSplit> positions() {
            return assigned
                    ? List.of(new SourceSplit(
                            "all", ByteBuffer.allocate(8).putLong(next).array()))
                    : new ArrayList<>();
        }

        @Override
        public void close() {}
    }
}
