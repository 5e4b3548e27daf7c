package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.table.KafkaOptions.Partitioner;
import io.levada.core.connector.WriterContext;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * A writer's thread: takes encoded records and the marks between them from a queue, and calls the producer, which may
 * block when the broker is slow. The queue is bounded by {@link #hasRoom}: the worker looks before it writes.
 *
 * <p>At a low rate a change of threads costs more than the sending: few records go to the producer from the worker itself
 * when nothing is queued and so little is unacknowledged that the producer doesn't block. Many are better sent beside it.
 */
final class SendThread implements Runnable {
    private static final long MOST_ROWS = 65_536;
    private static final long MOST_BYTES = 16 << 20;
    private static final int FEW_ROWS = 256;
    private static final long FEW_BYTES = 256 << 10;
    /** A producer forgets the partitions of a topic that it didn't use for minutes, and would wait for them. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);

    private sealed interface Item {}

    private record Rows(OutRecords records) implements Item {}

    /** @param acknowledged completed when everything before it is */
    private record Mark(CompletableFuture<byte @Nullable []> acknowledged) implements Item {}

    private record End() implements Item {}

    private final String topic;
    private final String tableName;
    private final Partitioner partitioner;
    private final SinkTopic target;
    private final Outlet outlet;
    private final WriterContext context;
    private final LinkedBlockingQueue<Item> queue = new LinkedBlockingQueue<>();
    /** Items that are queued or being handled. The fields of a part belong to the worker while it is 0, else to the thread. */
    private final AtomicInteger pending = new AtomicInteger();

    private final AtomicLong unacknowledgedBytes = new AtomicLong();
    private final AtomicLong queuedRows = new AtomicLong();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Callback onAcknowledged;
    private final Thread thread;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private volatile long sentRows;
    private volatile long sentBytes;
    private @Nullable WatchedProducer producer;
    private @Nullable Integer partition;
    private long sentNanos;
    /** Whether something was sent from the worker since the last push. */
    private boolean unpushed;

    private long part;
    /** Who wrote the part before, and when all of that part is in the log. */
    private @Nullable WatchedProducer before;

    private CompletableFuture<byte @Nullable []> partBefore = CompletableFuture.completedFuture(null);

    SendThread(String tableName, SinkTopic target, Partitioner partitioner, Outlet outlet, WriterContext context) {
        this.topic = target.name();
        this.tableName = tableName;
        this.partitioner = partitioner;
        this.target = target;
        this.outlet = outlet;
        this.context = context;
        this.onAcknowledged = (metadata, error) -> {
            if (error != null) {
                fail(error);
            }
        };
        this.thread = new Thread(this, "kafka-write-" + tableName + "-" + context.worker());
        thread.setDaemon(true);
        context.figures().counter("kafka_records_written", () -> sentRows);
        context.figures().counter("kafka_bytes_written", () -> sentBytes);
    }

    void start() {
        thread.start();
    }

    boolean hasRoom() {
        return queuedRows.get() < MOST_ROWS && queuedBytes.get() < MOST_BYTES;
    }

    void send(OutRecords records) {
        if (records.count() == 0) {
            return;
        }
        if (pending.get() == 0 && canSendNow(records)) {
            sendNow(records);
            return;
        }
        queuedRows.addAndGet(records.count());
        queuedBytes.addAndGet(records.bytes());
        add(new Rows(records));
    }

    private void add(Item item) {
        pending.incrementAndGet();
        queue.add(item);
    }

    private void sendNow(OutRecords records) {
        try {
            sendAll(records, Objects.requireNonNull(producer));
            unpushed = true;
        } catch (InterruptException e) {
            throw e; // the worker is being stopped
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** By the worker: it writes nothing more for now. What is queued is pushed when it is sent. */
    void push() {
        if (unpushed && pending.get() == 0) {
            unpushed = false;
            outlet.push();
        }
    }

    private boolean canSendNow(OutRecords records) {
        return producer != null
                && failure == null
                && records.count() <= FEW_ROWS
                && unacknowledgedBytes.get() + records.bytes() <= FEW_BYTES
                && System.nanoTime() - sentNanos < FRESH_NANOS;
    }

    /** So that the worker looks again when what it keeps back is due. */
    void wakeWorkerAfter(long nanos) {
        Thread.ofVirtual().name("kafka-fold-" + tableName).start(() -> {
            try {
                Thread.sleep(Duration.ofNanos(nanos));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            context.wakeUp();
        });
    }

    /** Ends a part; completed when the broker has acknowledged all of it. */
    CompletableFuture<byte @Nullable []> mark() {
        CompletableFuture<byte @Nullable []> acknowledged = new CompletableFuture<>();
        add(new Mark(acknowledged));
        return acknowledged;
    }

    /** @param patienceMillis how long to wait for what is queued to be sent; 0 gives it up */
    void close(long patienceMillis) {
        add(new End());
        try {
            if (patienceMillis > 0) {
                thread.join(patienceMillis);
            }
            closed = true;
            thread.interrupt();
            thread.join(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!closed) {
            Item item = null;
            try {
                item = queue.take();
                if (item instanceof End) {
                    return;
                }
                handle(item);
            } catch (InterruptedException | InterruptException e) {
                return; // closed
            } catch (RuntimeException e) {
                fail(e);
                if (item instanceof Mark mark) {
                    complete(mark);
                }
            }
            pending.decrementAndGet();
        }
    }

    private void handle(Item item) throws InterruptedException {
        switch (item) {
            case Rows rows -> {
                if (failure == null) {
                    send(rows.records(), producerOfPart());
                    if (queue.isEmpty()) {
                        outlet.push();
                    }
                }
            }
            case Mark mark -> {
                acknowledge(mark, producer);
                if (producer != null) {
                    before = producer;
                    partBefore = mark.acknowledged();
                }
                producer = null;
                part++;
            }
            case End end -> {}
        }
    }

    private WatchedProducer producerOfPart() throws InterruptedException {
        if (producer == null) {
            target.await(context.outages());
            WatchedProducer opened = outlet.producer(part);
            producer = opened;
            if (before != null && before != opened) {
                awaitPartBefore();
            }
            if (partitioner == Partitioner.FIXED) {
                opened.busy(() -> partition = context.worker()
                        % opened.producer().partitionsFor(topic).size());
            }
        }
        return producer;
    }

    /**
     * Two producers don't keep an order between them. A record that overtook one of the part before would hide it from
     * readers of committed records until its own part is committed, and an older change of a key would win over it.
     */
    private void awaitPartBefore() throws InterruptedException {
        try {
            partBefore.get();
        } catch (ExecutionException e) {
            // The failure is kept and told by the mark.
            return;
        }
    }

    private void sendAll(OutRecords records, WatchedProducer to) {
        int count = records.count();
        long bytes = records.bytes();
        unacknowledgedBytes.addAndGet(bytes);
        Callback last = (metadata, error) -> {
            unacknowledgedBytes.addAndGet(-bytes);
            onAcknowledged.onCompletion(metadata, error);
        };
        to.busy(() -> {
            for (int i = 0; i < count && failure == null; i++) {
                to.producer().send(records.record(i, topic, partition), i == count - 1 ? last : onAcknowledged);
            }
        });
        sentNanos = System.nanoTime();
        sentRows += count;
        sentBytes += bytes;
    }

    private void send(OutRecords records, WatchedProducer to) {
        int count = records.count();
        sendAll(records, to);
        boolean wasFull = !hasRoom();
        queuedRows.addAndGet(-count);
        queuedBytes.addAndGet(-records.bytes());
        if (wasFull && hasRoom()) {
            context.wakeUp();
        }
    }

    /** Waits for acknowledgements beside this thread: what comes after the barrier needn't wait. */
    private void acknowledge(Mark mark, @Nullable WatchedProducer sentWith) {
        if (sentWith == null) {
            complete(mark);
            return;
        }
        Thread.ofVirtual().name("kafka-flush-" + tableName).start(() -> {
            try {
                sentWith.producer().flush();
            } catch (RuntimeException e) {
                fail(e);
            }
            complete(mark);
        });
    }

    private void complete(Mark mark) {
        Throwable error = failure;
        if (error == null) {
            mark.acknowledged().complete(null);
        } else {
            mark.acknowledged().completeExceptionally(error);
        }
    }

    private void fail(Throwable error) {
        synchronized (this) {
            if (failure != null || closed) {
                return;
            }
            failure = outlet.translate(error, "write table '" + tableName + "'");
        }
        context.fail(failure);
    }
}
