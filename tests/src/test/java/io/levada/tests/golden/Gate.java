package io.levada.tests.golden;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.LookupRequest;
import io.levada.core.connector.LookupTable;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connector whose sources fall silent after so many batches, together, so that a job can be stopped in its midst and
 * not by luck.
 */
final class Gate implements Connector {
    private final Connector inner;
    private final AtomicInteger left;
    private final CountDownLatch shut = new CountDownLatch(1);

    Gate(Connector inner, int batches) {
        this.inner = inner;
        this.left = new AtomicInteger(batches);
    }

    /** Opens when the sources have fallen silent. */
    CountDownLatch shut() {
        return shut;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public List<Option<?>> options() {
        return inner.options();
    }

    @Override
    public List<Option<?>> optionsOf(Table table) {
        return inner.optionsOf(table);
    }

    @Override
    public Capabilities describe(Table table) {
        return inner.describe(table);
    }

    @Override
    public LookupTable lookup(LookupRequest request) {
        return inner.lookup(request);
    }

    @Override
    public TableSource source(SourceRequest request) {
        TableSource source = inner.source(request);
        return new TableSource() {
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
                return new GatedReader(source.openReader(context));
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    private final class GatedReader implements SourceReader {
        private final SourceReader reader;

        GatedReader(SourceReader reader) {
            this.reader = reader;
        }

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
            if (left.get() <= 0) {
                shut.countDown();
                return Status.IDLE;
            }
            return reader.poll(new CountingOutput(output));
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

    private final class CountingOutput implements SourceOutput {
        private final SourceOutput output;

        CountingOutput(SourceOutput output) {
            this.output = output;
        }

        @Override
        public void emit(String splitId, io.levada.core.data.Batch batch) {
            left.addAndGet(-batch.rowCount());
            output.emit(splitId, batch);
        }

        @Override
        public void splitEnded(String splitId) {
            output.splitEnded(splitId);
        }

        @Override
        public void deadLetter(
                String splitId, long offset, byte @org.jspecify.annotations.Nullable [] raw, String reason) {
            output.deadLetter(splitId, offset, raw, reason);
        }
    }
}
