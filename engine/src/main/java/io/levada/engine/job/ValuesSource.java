package io.levada.engine.job;

import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import io.levada.core.data.Boxed;
import io.levada.core.plan.ValuesNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The rows of a {@link ValuesNode}, as a table with one split whose position is the number of rows read. */
final class ValuesSource implements TableSource {
    private static final String SPLIT = "values";

    private final ValuesNode node;

    ValuesSource(ValuesNode node) {
        this.node = node;
    }

    @Override
    public List<SourceSplit> discover(Collection<String> known) {
        return known.contains(SPLIT) ? List.of() : List.of(split(0));
    }

    private static SourceSplit split(int position) {
        return new SourceSplit(
                SPLIT, ByteBuffer.allocate(Integer.BYTES).putInt(position).array());
    }

    @Override
    public Duration discoveryInterval() {
        return Duration.ZERO;
    }

    @Override
    public SourceReader openReader(ReaderContext context) {
        return new Reader(context.batchSize());
    }

    private final class Reader implements SourceReader {
        private final int batchSize;
        private boolean assigned;
        private int position;

        private Reader(int batchSize) {
            this.batchSize = batchSize;
        }

        @Override
        public void assign(SourceSplit split) {
            assigned = true;
            position = ByteBuffer.wrap(split.position()).getInt();
        }

        @Override
        public void noMoreSplits() {}

        @Override
        public Status poll(SourceOutput output) {
            int end = assigned ? Math.min(node.rows().size(), position + batchSize) : position;
            if (end == position) {
                return Status.END;
            }
            output.emit(SPLIT, Boxed.batch(node.rows().subList(position, end), node.rowType()));
            position = end;
            return Status.MORE;
        }

        @Override
        public List<SourceSplit> positions() {
            return assigned ? List.of(split(position)) : List.of();
        }

        @Override
        public void close() {}
    }
}
