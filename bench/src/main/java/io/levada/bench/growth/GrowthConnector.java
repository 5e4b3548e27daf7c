package io.levada.bench.growth;

import io.levada.core.catalog.Table;
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
import io.levada.core.data.LongColumn;
import io.levada.core.plan.ChangelogMode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * {@code key BIGINT, price BIGINT}: first each key once, then keys at random, at the pace that somebody sets. A checkpoint
 * knows which keys came once.
 */
final class GrowthConnector implements Connector {
    private static final Option<Long> KEYS = Option.longInteger("keys", null, "How many keys there are.");

    private final Pace pace;
    private final int splits;

    GrowthConnector(Pace pace, int splits) {
        this.pace = pace;
        this.splits = splits;
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(KEYS);
    }

    @Override
    public Capabilities describe(Table table) {
        return Capabilities.source(ChangelogMode.APPEND, false);
    }

    @Override
    public TableSource source(SourceRequest request) {
        long keys = request.table().options().get(KEYS);
        return new TableSource() {
            @Override
            public List<SourceSplit> discover(Collection<String> known) {
                List<SourceSplit> all = new ArrayList<>();
                for (int i = 0; i < splits; i++) {
                    all.add(new SourceSplit(Integer.toString(i), new byte[0]));
                }
                return all;
            }

            @Override
            public Duration discoveryInterval() {
                return Duration.ZERO;
            }

            @Override
            public SourceReader openReader(ReaderContext context) {
                pace.add(context);
                return new Reader(keys, request.columns().size());
            }
        };
    }

    /** One share of the keys, and then all of them. */
    private final class Reader implements SourceReader {
        private final long keys;
        private final int columns;
        private final List<String> assigned = new ArrayList<>();
        private long next;
        private long end;
        private long emitted;
        private long random = System.identityHashCode(this);

        Reader(long keys, int columns) {
            this.keys = keys;
            this.columns = columns;
        }

        @Override
        public void assign(SourceSplit split) {
            assigned.add(split.id());
            long number = Long.parseLong(split.id());
            end = keys * (number + 1) / splits;
            next = split.position().length == 0
                    ? keys * number / splits
                    : ByteBuffer.wrap(split.position()).getLong();
        }

        @Override
        public Status poll(SourceOutput output) {
            if (assigned.isEmpty()) {
                return Status.IDLE;
            }
            if (next < end) {
                long[] made = new long[(int) Math.min(Batch.MAX_ROWS, end - next)];
                for (int i = 0; i < made.length; i++) {
                    made[i] = next++;
                }
                emit(made, output);
                return Status.MORE;
            }
            long due = Math.min(Batch.MAX_ROWS, pace.allowed() - emitted);
            if (due <= 0) {
                return Status.IDLE;
            }
            long[] made = new long[(int) due];
            for (int i = 0; i < made.length; i++) {
                // A linear congruence (Knuth's MMIX constants), high bits scaled to the number of keys.
                random = random * 6364136223846793005L + 1442695040888963407L;
                made[i] = Math.unsignedMultiplyHigh(random, keys);
            }
            emitted += due;
            emit(made, output);
            return Status.MORE;
        }

        private void emit(long[] made, SourceOutput output) {
            Column[] all = new Column[columns];
            for (int i = 0; i < columns; i++) {
                all[i] = new LongColumn(made, made.length);
            }
            output.emit(assigned.get(0), Batch.inserts(made.length, all));
        }

        @Override
        public void noMoreSplits() {}

        @Override
        public List<SourceSplit> positions() {
            byte[] position = ByteBuffer.allocate(Long.BYTES).putLong(next).array();
            return assigned.stream().map(id -> new SourceSplit(id, position)).toList();
        }

        @Override
        public void close() {}
    }
}
