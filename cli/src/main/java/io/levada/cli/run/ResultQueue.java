package io.levada.cli.run;

import io.levada.core.data.Batch;
import io.levada.engine.job.JobEvent;
import io.levada.engine.job.JobOutcome;
import io.levada.engine.job.ResultConsumer;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * From the job's threads to the one that prints: batches, events and the end, in the order in which they came. When the
 * printing can't keep up, the job feels it as back-pressure.
 */
final class ResultQueue implements ResultConsumer {
    private static final int MOST_BATCHES = 16;

    private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final AtomicInteger batches = new AtomicInteger();
    private volatile Runnable wakeUp = () -> {};

    /** What may come. */
    sealed interface Message {
        /** Rows to print. */
        record Rows(Batch batch) implements Message {}

        /** Something to tell. */
        record Event(JobEvent event) implements Message {}

        /** Somebody asked for the end. */
        record Interrupted(int times) implements Message {}

        /** Nothing more comes. */
        record End(JobOutcome outcome) implements Message {}
    }

    @Override
    public boolean ready() {
        return batches.get() < MOST_BATCHES;
    }

    @Override
    public void accept(Batch batch) {
        batches.incrementAndGet();
        messages.add(new Message.Rows(batch));
    }

    @Override
    public void onReady(Runnable newWakeUp) {
        wakeUp = newWakeUp;
    }

    void add(Message message) {
        messages.add(message);
    }

    /** Whether nothing waits to be printed. */
    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** The next message; null when none came within that time. */
    @Nullable
    Message next(long millis) throws InterruptedException {
        Message message = messages.poll(millis, TimeUnit.MILLISECONDS);
        if (message instanceof Message.Rows && batches.getAndDecrement() == MOST_BATCHES) {
            wakeUp.run();
        }
        return message;
    }
}
