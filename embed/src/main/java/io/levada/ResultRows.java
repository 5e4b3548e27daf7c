package io.levada;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.error.LevadaException;
import io.levada.core.type.RowType;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.ResultConsumer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Carries a query's rows from the job's worker to whoever reads them; a slow reader is back-pressure. */
final class ResultRows implements ResultConsumer {
    private static final int MOST_BATCHES = 16;
    /** How often it is looked whether the job has ended; rows are waited for without looking. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final RowType type;
    private final LinkedBlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ArrayDeque<Row> rows = new ArrayDeque<>();
    private volatile Runnable wakeUp = () -> {};
    private @Nullable JobHandle job;
    private boolean ended;

    ResultRows(RowType type) {
        this.type = type;
    }

    void runAs(JobHandle handle) {
        job = handle;
    }

    @Nullable
    JobHandle job() {
        return job;
    }

    RowType type() {
        return type;
    }

    @Override
    public boolean ready() {
        return waiting.get() < MOST_BATCHES;
    }

    @Override
    public void accept(Batch batch) {
        waiting.incrementAndGet();
        batches.add(batch);
    }

    @Override
    public void onReady(Runnable newWakeUp) {
        wakeUp = newWakeUp;
    }

    /** Rows that a session knows by itself, without a job. */
    void giveAll(List<Row> known) {
        rows.addAll(known);
    }

    /** Whether the last row was taken. */
    boolean isEnded() {
        return ended;
    }

    /**
     * The next row; null when none came in so long, or at the end. Used by one thread.
     *
     * @throws LevadaException when the job failed, after the rows that it gave before
     */
    @Nullable
    Row next(long longestNanos) throws InterruptedException {
        long left = longestNanos;
        while (rows.isEmpty() && !ended) {
            JobHandle running = job;
            boolean over = running == null || running.status().isEnd();
            long look = Math.min(left, LOOK_NANOS);
            Batch batch = over ? batches.poll() : batches.poll(look, TimeUnit.NANOSECONDS);
            if (batch != null) {
                rows.addAll(Boxed.rows(batch, type));
                if (waiting.getAndDecrement() == MOST_BATCHES) {
                    wakeUp.run();
                }
            } else if (over) {
                ended = true;
                if (running != null) {
                    running.awaitEnd().orThrow();
                }
            } else {
                left -= look;
                if (left <= 0) {
                    return null;
                }
            }
        }
        return rows.poll();
    }
}
