package io.levada.connector.kafka.sink;

import io.levada.core.connector.SinkWriter;
import io.levada.core.data.Batch;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One worker's way out: encodes, folds changes of one key where that is wanted, and hands over to its sending thread. */
final class KafkaSinkWriter implements SinkWriter {
    private static final int FIRST_CAPACITY = 16;

    private final Encoder encoder;
    private final SendThread sender;
    private final SinkPromise promise;
    private final @Nullable KeyFold fold;
    private long foldDue;

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
    public void write(Batch batch) {
        if (fold == null) {
            OutRecords records = new OutRecords(Math.max(FIRST_CAPACITY, batch.rowCount()));
            encoder.encode(batch, records);
            sender.send(records);
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

    @Override
    public void flush() {
        if (fold != null && fold.distinct() > 0 && isDue()) {
            sender.send(fold.take());
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
