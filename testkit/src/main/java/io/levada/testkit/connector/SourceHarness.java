package io.levada.testkit.connector;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.connector.Connector;
import io.levada.core.connector.Figures;
import io.levada.core.connector.Outages;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceReader.Status;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One scan with some readers, driven by the calling thread as the engine's workers would. */
public final class SourceHarness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TableSource source;
    private final List<SourceReader> readers = new ArrayList<>();
    private final List<String> known = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final KnownOutages outages = new KnownOutages();
    private final Semaphore wakeUps = new Semaphore(0);
    private final CollectedOutput output;

    public SourceHarness(Connector connector, Table table, List<TableColumn> columns, int batchSize, int workers) {
        SourceRequest request = new SourceRequest(table, columns, Jobs.job(DeliveryGuarantee.EXACTLY_ONCE, null));
        output = new CollectedOutput(request.rowType());
        source = connector.source(request);
        for (int worker = 0; worker < workers; worker++) {
            readers.add(source.openReader(new Context(worker, workers, batchSize)));
        }
    }

    /** Assigns what the source finds from the beginning, and says that no more will come. */
    public SourceHarness start() {
        discover();
        noMoreSplits();
        return this;
    }

    /** Goes on from positions that another harness gave. */
    public SourceHarness restore(List<SourceSplit> positions) {
        assign(positions);
        discover();
        noMoreSplits();
        return this;
    }

    /** Assigns splits that aren't known yet, and gives how many there were. */
    public int discover() {
        List<SourceSplit> found = source.discover(List.copyOf(known));
        assign(found);
        return found.size();
    }

    public void assign(List<SourceSplit> splits) {
        for (SourceSplit split : splits) {
            readers.get(known.size() % readers.size()).assign(split);
            known.add(split.id());
        }
    }

    public void noMoreSplits() {
        readers.forEach(SourceReader::noMoreSplits);
    }

    /** One poll of each reader; END when all of them say so. */
    public Status poll() {
        boolean end = true;
        boolean more = false;
        for (SourceReader reader : readers) {
            Status status = reader.poll(output);
            end &= status == Status.END;
            more |= status == Status.MORE;
        }
        return end ? Status.END : more ? Status.MORE : Status.IDLE;
    }

    /** Polls until the condition holds or the table ends. Fails when nothing happens for long. */
    public Status pollUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            wakeUps.drainPermits();
            Status status = poll();
            if (status == Status.END) {
                return status;
            }
            if (status == Status.IDLE && !condition.getAsBoolean()) {
                await(deadline);
            } else if (System.nanoTime() > deadline) {
                throw new AssertionError("the reader never came to an end, after " + output.count() + " rows");
            }
        }
        return Status.MORE;
    }

    private void await(long deadline) {
        try {
            long nanos = deadline - System.nanoTime();
            if (nanos <= 0 || !wakeUps.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                throw new AssertionError(
                        "the reader was idle and never called wakeUp, after " + output.count() + " rows");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Polls until at least so many rows came in all. */
    public SourceHarness pollRows(int rows) {
        pollUntil(() -> output.count() >= rows);
        return this;
    }

    public SourceHarness pollToEnd() {
        pollUntil(() -> false);
        return this;
    }

    public List<SourceSplit> positions() {
        List<SourceSplit> all = new ArrayList<>();
        readers.forEach(r -> all.addAll(r.positions()));
        return all;
    }

    public CollectedOutput output() {
        return output;
    }

    public TableSource source() {
        return source;
    }

    /** What the connector said to the person who watches. */
    public List<String> notices() {
        return notices;
    }

    /** The outside systems that its clients wait for. */
    public KnownOutages outages() {
        return outages;
    }

    @Override
    public void close() {
        readers.forEach(SourceReader::close);
        source.close();
    }

    private final class Context implements ReaderContext {
        private final int worker;
        private final int workers;
        private final int batchSize;

        Context(int worker, int workers, int batchSize) {
            this.worker = worker;
            this.workers = workers;
            this.batchSize = batchSize;
        }

        @Override
        public int worker() {
            return worker;
        }

        @Override
        public int workers() {
            return workers;
        }

        @Override
        public int batchSize() {
            return batchSize;
        }

        @Override
        public void wakeUp() {
            wakeUps.release();
        }

        @Override
        public Figures figures() {
            return Figures.NONE;
        }

        @Override
        public Outages outages() {
            return outages;
        }

        @Override
        public void notice(String message) {
            synchronized (notices) {
                notices.add(message);
            }
        }
    }
}
