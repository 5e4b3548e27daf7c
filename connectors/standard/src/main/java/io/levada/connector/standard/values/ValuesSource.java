package io.levada.connector.standard.values;

import io.levada.connector.standard.io.BatchBuilder;
import io.levada.connector.standard.io.Positions;
import io.levada.connector.standard.io.TableFormat;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Settings;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import io.levada.core.data.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Split {@code i} of {@code n} has the rows i, i + n, i + 2n and so on; a position is how many of them were read. */
final class ValuesSource implements TableSource {
    private final SourceRequest request;
    private final List<Lines.Line> lines;
    private final int splits;
    private final boolean bounded;
    private final int batchRows;

    ValuesSource(SourceRequest request) {
        this.request = request;
        Settings options = request.table().options();
        lines = Lines.parse(request.table());
        splits = options.get(ValuesConnector.SPLITS);
        bounded = options.get(ValuesConnector.BOUNDED);
        batchRows = options.get(ValuesConnector.BATCH_ROWS);
    }

    @Override
    public List<SourceSplit> discover(Collection<String> known) {
        List<SourceSplit> found = new ArrayList<>();
        for (int i = 0; i < splits; i++) {
            String id = Integer.toString(i);
            if (!known.contains(id)) {
                found.add(new SourceSplit(id, Positions.of(0)));
            }
        }
        return found;
    }

    @Override
    public Duration discoveryInterval() {
        return Duration.ZERO;
    }

    @Override
    public SourceReader openReader(ReaderContext context) {
        return new Reader(context);
    }

    private static final class Progress {
        final String id;
        final int first;
        int read;
        boolean ended;

        Progress(SourceSplit split) {
            id = split.id();
            first = Integer.parseInt(split.id());
            read = (int) Positions.number(split);
        }
    }

    private final class Reader implements SourceReader {
        private final List<Progress> assigned = new ArrayList<>();
        private final BatchBuilder builder;
        private final int limit;
        private boolean complete;
        private int turn;

        Reader(ReaderContext context) {
            limit = Math.min(batchRows, context.batchSize());
            builder = new BatchBuilder(
                    request.table(),
                    request.columns(),
                    TableColumn.Physical.class::isInstance,
                    new TableFormat(request.table(), ValuesConnector.FORMAT),
                    request.job().zone());
        }

        @Override
        public void assign(SourceSplit split) {
            assigned.add(new Progress(split));
        }

        @Override
        public void noMoreSplits() {
            complete = true;
        }

        @Override
        public Status poll(SourceOutput output) {
            for (int i = 0; i < assigned.size(); i++) {
                Progress split = assigned.get(turn++ % assigned.size());
                if (!split.ended) {
                    read(split, output);
                    return Status.MORE;
                }
            }
            return complete && bounded ? Status.END : Status.IDLE;
        }

        private void read(Progress split, SourceOutput output) {
            int index;
            while (builder.rows() < limit && (index = split.first + split.read * splits) < lines.size()) {
                Lines.Line line = lines.get(index);
                split.read++;
                String reason = builder.add(line.record(), 0, line.record().length, line.kind());
                if (reason != null) {
                    output.deadLetter(split.id, line.number(), line.record(), reason);
                }
            }
            Batch batch = builder.take((column, target, rows) -> {});
            if (batch != null) {
                output.emit(split.id, batch);
            }
            if (split.first + split.read * splits >= lines.size()) {
                split.ended = true;
                if (bounded) {
                    output.splitEnded(split.id);
                }
            }
        }

        @Override
        public List<SourceSplit> positions() {
            return assigned.stream()
                    .map(s -> new SourceSplit(s.id, Positions.of(s.read)))
                    .toList();
        }

        @Override
        public void close() {}
    }
}
