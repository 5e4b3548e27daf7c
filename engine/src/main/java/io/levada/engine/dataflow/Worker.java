package io.levada.engine.dataflow;

import io.levada.engine.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A thread that goes round its tasks. It sleeps when none has anything to do and is woken by whoever has something for
 * one of them: another worker's channel, a reader's thread, a sink's.
 *
 * <p>A thread that brings little may go round itself while the worker sleeps ({@link #lend}): on a busy machine waking a
 * thread takes longer than the work on a few rows. Whoever goes round has the turn, so tasks still see one thread at a time.
 */
public final class Worker implements Runnable {
    private static final long LONGEST_PARK_NANOS = 100_000_000;
    /** A lent thread has its own things to do. */
    private static final int MOST_LENT_ROUNDS = 8;

    private final WorkerSignal signal = new WorkerSignal();
    private List<Task> tasks = List.of();
    private final Reports reports;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean running = true;
    private volatile @Nullable Thread lent;
    /** Of who has the turn. */
    private boolean open;
    /** When the worker looks again by itself. */
    private long dueNanos;

    /** Tasks come later, because they need {@link #wake}. */
    public Worker(Reports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    public void setTasks(List<Task> newTasks) {
        tasks = List.copyOf(newTasks);
    }

    public List<Task> tasks() {
        return tasks;
    }

    /** From any thread: there may be something to do. */
    public void wake() {
        signal.wake();
    }

    /** From any thread: the loop ends after the bit of work that it is doing. */
    public void stop() {
        running = false;
        signal.wake();
    }

    /**
     * From a thread that has just brought something for one of the tasks: the work is done here if the worker sleeps, else
     * the worker is woken.
     */
    public void lend() {
        if (!turn.tryLock()) {
            signal.wake();
            return;
        }
        boolean left = true;
        try {
            lent = Thread.currentThread();
            left = open && running && worksHere();
        } catch (Throwable e) {
            running = false;
            reports.failed(e);
        } finally {
            lent = null;
            turn.unlock();
        }
        if (left) {
            signal.wake();
        }
    }

    /** Whether something is left that the worker must be woken for. */
    private boolean worksHere() {
        for (int round = 0; round < MOST_LENT_ROUNDS; round++) {
            if (!progresses()) {
                return flushes() - dueNanos < 0;
            }
        }
        return true;
    }

    @Override
    public void run() {
        try {
            turn.lock();
            try {
                for (Task task : tasks) {
                    task.open();
                }
                open = true;
            } finally {
                turn.unlock();
            }
            while (running) {
                long nanos = takeTurn();
                if (nanos > 0) {
                    signal.park(nanos);
                }
            }
        } catch (Throwable e) {
            reports.failed(e);
        }
    }

    /** Goes round once. For how long there is nothing to do, unless somebody wakes the worker. */
    private long takeTurn() throws InterruptedException {
        awaitTurn();
        try {
            signal.clear();
            if (!running || progresses()) {
                return 0;
            }
            long now = clock.nanoTime();
            long nanos = Math.min(LONGEST_PARK_NANOS, flushes() - now);
            dueNanos = now + nanos;
            return nanos;
        } finally {
            turn.unlock();
        }
    }

    /** Who interrupts the worker means whoever does its work. */
    private void awaitTurn() throws InterruptedException {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread other = lent;
            if (other != null) {
                other.interrupt();
            }
            throw e;
        }
    }

    private boolean progresses() {
        boolean progress = false;
        for (Task task : tasks) {
            progress |= task.work();
        }
        return progress;
    }

    /** When the next task wants to be called again by itself. */
    private long flushes() {
        long next = Long.MAX_VALUE;
        for (Task task : tasks) {
            task.flush();
            next = Math.min(next, task.nextCallNanos());
        }
        return next == Long.MAX_VALUE ? clock.nanoTime() + LONGEST_PARK_NANOS : next;
    }
}
