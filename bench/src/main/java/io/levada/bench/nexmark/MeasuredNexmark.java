package io.levada.bench.nexmark;

import io.levada.connector.standard.nexmark.MeasuredRuns;
import io.levada.connector.standard.nexmark.NexmarkConnector;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The connector {@code nexmark} that says when it hands out its first event, or that replays. */
final class MeasuredNexmark extends NexmarkConnector {
    private final boolean replay;

    MeasuredNexmark(boolean replay) {
        this.replay = replay;
    }

    @Override
    public TableSource source(SourceRequest request) {
        TableSource source = super.source(request);
        return replay
                ? new RecordedSource(request.table().options() + " " + request.columns(), source)
                : new Timed(source);
    }

    private record Timed(TableSource source) implements TableSource {
        @Override
        public List<SourceSplit> discover(Collection<String> known) {
            return source.discover(known);
        }

        @Override
        public Duration discoveryInterval() {
            return source.discoveryInterval();
        }

        @Override
        public SourceReader openReader(ReaderContext context) {
            return new TimedReader(source.openReader(context));
        }
    }

    private record TimedReader(SourceReader reader) implements SourceReader {
        @Override
        public void assign(SourceSplit split) {
            reader.assign(split);
        }

        @Override
        public void noMoreSplits() {
            reader.noMoreSplits();
        }

        @Override
        public Status poll(SourceOutput output) {
            MeasuredRuns.get().started();
            return reader.poll(output);
        }

        @Override
        public List<SourceSplit> positions() {
            return reader.positions();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
