package io.levada.connector.kafka.sink;

import io.levada.core.connector.SinkWriter;
import io.levada.core.data.Batch;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One worker's way out: encodes, folds changes of one key where that is wanted, and hands over to its sending thread. */
final class KafkaSinkWriter implements SinkWriter {
    private static final int FIRST_CAPACITY = 16;
    /** Half a batch of the producer: few requests, and little that a barrier has to wait for. */
    private static final long HELD_BYTES = 64 << 10;

    private final Encoder encoder;
    private final SendThread sender;
    private final SinkPromise promise;
    private final @Nullable KeyFold fold;
    private long foldDue;
    /** What nobody could see yet, so that it may wait for more. */
    private @Nullable OutRecords held;

    private boolean partBegun;

    KafkaSinkWriter(Encoder encoder, SendThread sender, SinkPromise promise) {
        this.encoder = encoder;
        this.sender = sender;
        this.promise = promise;
        this.fold = promise.folds() ? new KeyFold() : null;
        sender.start();
    }

    @Override
    public boolean ready() {
        return sender.hasRoom();
    }

    @Override
    public boolean copiesBatches() {
        return true;
    }

    @Override
    public void write(Batch batch) {
        if (fold == null) {
            OutRecords records = held;
            if (records == null) {
                records = new OutRecords(Math.max(FIRST_CAPACITY, batch.rowCount()));
            }
            encoder.encode(batch, records);
            held = records;
            // The first begins the transaction, and tells of a topic that is missing.
            if (!promise.stages() || !partBegun || records.bytes() >= HELD_BYTES) {
                partBegun = true;
                sendHeld();
            }
            return;
        }
        if (fold.distinct() == 0 && promise.foldNanos() < Long.MAX_VALUE) {
            foldDue = System.nanoTime() + promise.foldNanos();
            sender.wakeWorkerAfter(promise.foldNanos());
        }
        encoder.encode(batch, fold.waiting());
        fold.added();
        if (fold.isLarge() || fold.distinct() >= promise.foldRows() || isDue()) {
            sender.send(fold.take());
        }
    }

    private void sendHeld() {
        OutRecords records = held;
        if (records != null) {
            held = null;
            sender.send(records);
        }
    }

    @Override
    public void flush() {
        if (fold != null && fold.distinct() > 0 && isDue()) {
            sender.send(fold.take());
        }
        if (!promise.stages()) {
            sender.push();
        }
    }

    private boolean isDue() {
        return promise.foldNanos() < Long.MAX_VALUE && System.nanoTime() - foldDue >= 0;
    }

    @Override
    public CompletionStage<byte @Nullable []> prepare(long checkpointId) {
        if (fold != null && fold.distinct() > 0) {
            sender.send(fold.take());
        }
        sendHeld();
        partBegun = false;
        return sender.mark();
    }

    @Override
    public void close() {
        if (fold != null && fold.distinct() > 0 && !promise.stages()) {
            sender.send(fold.take());
        }
        sender.close(promise.stages() ? 0 : SinkPromise.CLOSE_PATIENCE_MILLIS);
    }
}
