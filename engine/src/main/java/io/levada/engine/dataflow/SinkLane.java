package io.levada.engine.dataflow;

import io.levada.core.connector.SinkWriter;
import io.levada.core.data.Barrier;
import io.levada.core.data.Batch;
import io.levada.core.data.Message;
import io.levada.core.data.Watermark;
import io.levada.engine.time.Clock;

/** The way out of the job: a writer of a table. */
final class SinkLane extends Lane {
    private final int sink;
    private final int worker;
    private final SinkWriter writer;
    private final RequiredValues required;
    private final Reports reports;
    private final Clock clock;
    private final TimeShares shares;
    private boolean unflushed;

    final Count rows = new Count();
    final Count busyNanos = new Count();
    final Latencies latencies = new Latencies();

    SinkLane(
            int sink,
            int worker,
            SinkWriter writer,
            RequiredValues required,
            Reports reports,
            Clock clock,
            TimeShares shares) {
        this.sink = sink;
        this.worker = worker;
        this.writer = writer;
        this.required = required;
        this.reports = reports;
        this.clock = clock;
        this.shares = shares;
    }

    @Override
    boolean deliver(Message message, long arrivalNanos, boolean owned) {
        switch (message) {
            case Batch batch -> {
                if (!writer.ready()) {
                    return false;
                }
                shares.begin();
                required.check(batch);
                writer.write(batch);
                busyNanos.add(shares.end());
                unflushed = true;
                rows.add(batch.rowCount());
                latencies.record(clock.nanoTime() - arrivalNanos, batch.rowCount());
            }
            case Barrier barrier -> prepare(barrier.checkpointId());
            case Watermark watermark -> writer.watermark(watermark.micros());
        }
        return true;
    }

    @Override
    boolean isSpent() {
        return isClear() && writer.copiesBatches();
    }

    private void prepare(long checkpointId) {
        var unused = writer.prepare(checkpointId).whenComplete((committable, error) -> {
            if (error == null) {
                reports.prepared(checkpointId, sink, worker, committable);
            } else {
                reports.failed(error);
            }
        });
    }

    boolean isReady() {
        return isClear() && writer.ready();
    }

    void flush() {
        if (unflushed) {
            unflushed = false;
            writer.flush();
        }
    }

    SinkWriter writer() {
        return writer;
    }
}
