package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.client.Clients;
import io.levada.connector.kafka.client.Patience;
import io.levada.core.connector.CheckpointDecider;
import io.levada.core.connector.Outages;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Decides checkpoints by committing Kafka transactions: one for all Kafka sinks of a job and for each checkpoint.
 *
 * <p>What is written between two barriers is a part. Two producers alternate: while part {@code k} waits to be committed
 * by one of them, part {@code k + 1} is already written by the other. Part {@code k + 2} needs the first one again; it
 * can't begin before the barrier after {@code k + 1}, which the engine starts only when {@code k} is decided.
 *
 * <p>A marker that names the checkpoint is written to the {@link ControlTopic} within the transaction of the part while
 * the manifest is written ({@link #announce}); {@link #decide} only has to commit. So output and marker are visible
 * together or not at all, and recovery reads from the marker which checkpoint the output that others see belongs to:
 * there is no moment at which a crash, or a transaction that the broker gave up, leaves that open.
 *
 * <p>{@link #recover} first takes over both transactional ids. When that returned, no process of before can commit, and
 * what it had open is committed or aborted.
 */
public final class KafkaDecider implements CheckpointDecider, Outlet {
    private static final String MARKING = "mark the transaction of the checkpoint";

    private final TransactionOptions options;
    private final ControlTopic control;
    private final @Nullable Transaction[] slots = new Transaction[2];
    private Consumer<String> notices = message -> {};
    private Outages outages = Outages.NONE;
    /** Parts that were committed: the number of the part that is committed next. */
    private volatile long decided;

    /** Of the checkpoint that isn't decided yet. */
    private @Nullable Marking marking;

    /** The marker of a checkpoint, on its way into the open transaction beside the coordinator's thread. */
    private record Marking(long checkpointId, CompletableFuture<Boolean> done) {}

    KafkaDecider(TransactionOptions options) {
        this.options = options;
        this.control = new ControlTopic(options);
    }

    /** Refuses a table whose options want other transactions. */
    void checkSame(TransactionOptions other) {
        options.checkSame(other);
    }

    @Override
    public void listener(Consumer<String> givenNotices, Outages givenOutages) {
        notices = givenNotices;
        outages = givenOutages;
    }

    @Override
    public Mark recover() {
        String clientId = "levada-" + options.jobId() + "-decider";
        try (Admin admin =
                Clients.open(Clients.admin(options.properties(), clientId), control.lookingFor(), Admin::create)) {
            Patience patience = new Patience(options.bootstrap(), admin.metrics(), outages);
            control.prepare(admin, patience);
            for (int slot = 0; slot < slots.length; slot++) {
                Transaction transaction = new Transaction(options, slot, outages);
                slots[slot] = transaction;
                transaction.fence();
            }
            return control.read(admin, patience, notices, outages);
        }
    }

    @Override
    public int mostManifestBytes() {
        return ControlTopic.MOST_MANIFEST_BYTES;
    }

    @Override
    public void announce(long checkpointId, byte @Nullable [] manifest) {
        marking = mark(checkpointId, manifest);
    }

    /**
     * Beside the coordinator's thread: it may wait for a broker that is away, and must hear of a cancellation meanwhile.
     *
     * <p>The last marker in a transaction counts, and two on their way would have no order. There is no second one: a job
     * that gives a checkpoint up ends its run, and the next has another decider.
     */
    private Marking mark(long checkpointId, byte @Nullable [] manifest) {
        Marking before = marking;
        if (before != null) {
            throw new IllegalStateException(
                    "checkpoint " + checkpointId + " is marked while " + before.checkpointId() + " isn't decided");
        }
        Transaction transaction = transaction(decided);
        Marking started = new Marking(checkpointId, new CompletableFuture<>());
        Thread.ofVirtual().name("kafka-marker").start(() -> {
            try {
                transaction.add(control.marker(checkpointId, manifest));
                started.done().complete(true);
            } catch (RuntimeException e) {
                started.done().completeExceptionally(e);
            }
        });
        return started;
    }

    @Override
    public void decide(long checkpointId) {
        Marking announced = marking;
        if (announced == null || announced.checkpointId() != checkpointId) {
            announced = mark(checkpointId, null);
        }
        Transaction transaction = transaction(decided);
        try {
            announced.done().get();
        } catch (ExecutionException e) {
            throw transaction.translate(e, MARKING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw transaction.translate(e, MARKING);
        }
        transaction.commit();
        marking = null;
        decided++;
    }

    /** Nobody sees it before the commit. */
    @Override
    public void push() {}

    @Override
    public WatchedProducer producer(long part) {
        if (part < decided || part > decided + 1) {
            throw new IllegalStateException(
                    "part " + part + " is written while part " + decided + " waits to be committed");
        }
        return transaction(part).begun();
    }

    private Transaction transaction(long part) {
        Transaction transaction = slots[(int) (part % slots.length)];
        if (transaction == null) {
            throw new IllegalStateException("used before recover()");
        }
        return transaction;
    }

    @Override
    public RuntimeException translate(Throwable error, String doing) {
        Transaction older = transaction(decided);
        Transaction newer = transaction(decided + 1);
        return (newer.isOverdue() ? newer : older).translate(error, doing);
    }

    @Override
    public void close() {
        for (Transaction transaction : slots) {
            if (transaction != null) {
                transaction.close();
            }
        }
    }
}
