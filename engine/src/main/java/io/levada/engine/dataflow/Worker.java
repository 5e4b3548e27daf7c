package io.levada.engine.dataflow;

import io.levada.engine.time.Clock;
import java.util.List;

/**
 * A thread that goes round its tasks. It sleeps when none has anything to do and is woken by whoever has something for
 * one of them: another worker's channel, a reader's thread, a sink's.
 */
public final class Worker implements Runnable {
    private static final long LONGEST_PARK_NANOS = 100_000_000;

    private final WorkerSignal signal = new WorkerSignal();
    private final Count parkedNanos = new Count();
    private List<Task> tasks = List.of();
    private final Reports reports;
    private final Clock clock;
    private volatile boolean running = true;

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

    /** Nanoseconds asleep. */
    public long parkedNanos() {
        return parkedNanos.get();
    }

    @Override
    public void run() {
        try {
            for (Task task : tasks) {
                task.open();
            }
            while (running) {
                goRound();
            }
        } catch (Throwable e) {
            reports.failed(e);
        }
    }

    private void goRound() {
        signal.clear();
        boolean progress = false;
        for (Task task : tasks) {
            progress |= task.work();
        }
        if (progress || !running) {
            return;
        }
        long next = Long.MAX_VALUE;
        for (Task task : tasks) {
            task.flush();
            next = Math.min(next, task.nextCallNanos());
        }
        long before = clock.nanoTime();
        long nanos = next == Long.MAX_VALUE ? LONGEST_PARK_NANOS : Math.min(LONGEST_PARK_NANOS, next - before);
        if (nanos > 0) {
            signal.park(nanos);
            parkedNanos.add(clock.nanoTime() - before);
        }
    }
}
