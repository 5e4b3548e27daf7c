package io.levada.engine.dataflow;

import io.levada.core.data.Batch;
import io.levada.core.data.Message;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue between two tasks: one thread puts, one takes, neither waits. With each message travels the moment at
 * which the newest row behind it arrived at its source, so that a sink can tell the latency.
 *
 * <p>A slot is handed over by setting and clearing it, so that both sides share no counter.
 */
final class Channel {
    /** Batches are large, so a few are enough to keep both sides busy; more would only lengthen the way. */
    static final int CAPACITY = 16;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Message[].class);

    private final @Nullable Message[] slots = new Message[CAPACITY];
    private final long[] arrivals = new long[CAPACITY];
    private final boolean[] owned = new boolean[CAPACITY];
    private final SpentBatches spent = new SpentBatches();
    private final Runnable wakeProducer;
    private final Runnable wakeConsumer;
    private int tail;
    private int head;
    private long lastArrival;
    private boolean lastOwned;

    /** The calls that wake the two sides; they do nothing where both are the same thread. */
    Channel(Runnable wakeProducer, Runnable wakeConsumer) {
        this.wakeProducer = wakeProducer;
        this.wakeConsumer = wakeConsumer;
    }

    /**
     * @param isOwned whether nobody else holds the batch or anything in it
     * @return false when it is full; then nothing happened
     */
    boolean offer(Message message, long arrivalNanos, boolean isOwned) {
        if (SLOT.getAcquire(slots, tail) != null) {
            return false;
        }
        arrivals[tail] = arrivalNanos;
        owned[tail] = isOwned;
        SLOT.setRelease(slots, tail, message);
        tail = (tail + 1) & (CAPACITY - 1);
        wakeConsumer.run();
        return true;
    }

    /** The next message, or null. */
    @Nullable
    Message poll() {
        Message message = (Message) SLOT.getAcquire(slots, head);
        if (message == null) {
            return null;
        }
        lastArrival = arrivals[head];
        lastOwned = owned[head];
        SLOT.setRelease(slots, head, null);
        head = (head + 1) & (CAPACITY - 1);
        wakeProducer.run();
        return message;
    }

    /** What was given with the message that {@link #poll} gave last. */
    long lastArrival() {
        return lastArrival;
    }

    /** For the receiver: the batch that {@link #poll} gave last has been read, and nothing of it was kept or handed on. */
    void done(Batch batch) {
        if (lastOwned) {
            spent.give(batch);
        }
    }

    SpentBatches spent() {
        return spent;
    }
}
