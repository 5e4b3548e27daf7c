package io.levada.testkit.connector;

import io.levada.core.catalog.Table;
import io.levada.core.connector.CheckpointDecider;
import io.levada.core.connector.Connector;
import io.levada.core.connector.Figures;
import io.levada.core.connector.JobInfo;
import io.levada.core.connector.Outages;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.WriterContext;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Column;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One sink with some writers, driven as the engine drives it: prepare, decide, apply, one step at a time. */
public final class SinkHarness implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final int OTHER = -77;

    private final TableSink sink;
    private final SinkRequest request;
    private final @Nullable CheckpointDecider decider;
    private final List<SinkWriter> writers = new ArrayList<>();
    private final KnownOutages outages = new KnownOutages();
    private volatile @Nullable Throwable failure;

    /** @param restored the checkpoint to go on from; 0 from the beginning */
    public SinkHarness(Connector connector, Table table, ChangelogMode mode, JobInfo job, int workers, long restored) {
        request = new SinkRequest(table, table.writableColumns(), mode, job);
        sink = connector.sink(request);
        decider = sink.deciderName() == null ? null : sink.createDecider();
        if (decider != null) {
            decider.listener(notice -> {}, outages);
            decider.recover();
        }
        sink.abortAfter(restored);
        for (int worker = 0; worker < workers; worker++) {
            writers.add(sink.openWriter(new Context(worker, workers, restored)));
        }
    }

    /** Writes rows as one batch, when the writer is ready for it. */
    public SinkHarness write(int worker, List<Row> rows) {
        SinkWriter writer = writers.get(worker);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!writer.ready()) {
            check();
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the writer never got ready");
            }
            Thread.onSpinWait();
        }
        Batch batch = Boxed.batch(rows, request.rowType());
        writer.write(batch);
        if (writer.copiesBatches()) {
            fillAgain(batch);
        }
        return this;
    }

    /** The arrays of a batch that nobody holds take other values, as the engine's do. */
    private static void fillAgain(Batch batch) {
        for (Column column : batch.columns()) {
            Column again = column.emptied();
            if (again instanceof IntColumn ints) {
                Arrays.fill(ints.values(), OTHER);
            } else if (again instanceof LongColumn longs) {
                Arrays.fill(longs.values(), OTHER);
            } else if (again instanceof DoubleColumn doubles) {
                Arrays.fill(doubles.values(), OTHER);
            }
        }
    }

    public SinkHarness watermark(int worker, long micros) {
        writers.get(worker).watermark(micros);
        return this;
    }

    public SinkHarness flush() {
        writers.forEach(SinkWriter::flush);
        return this;
    }

    /** Prepares a checkpoint in all writers, waits, and gives their committables. */
    public List<byte[]> prepare(long checkpointId) {
        List<byte[]> committables = new ArrayList<>();
        for (SinkWriter writer : writers) {
            byte[] committable;
            try {
                committable =
                        writer.prepare(checkpointId).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("checkpoint " + checkpointId + " was not prepared", e);
            }
            if (committable != null) {
                committables.add(committable);
            }
        }
        check();
        return committables;
    }

    /** Decides, where the sink decides by itself. */
    public SinkHarness decide(long checkpointId) {
        if (decider != null) {
            decider.decide(checkpointId);
        }
        return this;
    }

    public SinkHarness apply(long checkpointId, List<byte[]> committables) {
        sink.apply(checkpointId, committables);
        return this;
    }

    /** All three steps. */
    public SinkHarness checkpoint(long checkpointId) {
        List<byte[]> committables = prepare(checkpointId);
        return decide(checkpointId).apply(checkpointId, committables);
    }

    /** The outside systems that its clients wait for. */
    public KnownOutages outages() {
        return outages;
    }

    private void check() {
        if (failure != null) {
            throw new AssertionError("the writer failed", failure);
        }
    }

    @Override
    public void close() {
        writers.forEach(SinkWriter::close);
        if (decider != null) {
            decider.close();
        }
        sink.close();
    }

    private final class Context implements WriterContext {
        private final int worker;
        private final int workers;
        private final long restored;

        Context(int worker, int workers, long restored) {
            this.worker = worker;
            this.workers = workers;
            this.restored = restored;
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
        public long restoredCheckpoint() {
            return restored;
        }

        @Override
        public @Nullable CheckpointDecider decider() {
            return decider;
        }

        @Override
        public void wakeUp() {}

        @Override
        public Outages outages() {
            return outages;
        }

        @Override
        public void fail(Throwable error) {
            failure = error;
        }

        @Override
        public Figures figures() {
            return Figures.NONE;
        }
    }
}
