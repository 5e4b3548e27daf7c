package io.levada.engine.job;

import io.levada.engine.dataflow.Dataflow;
import io.levada.engine.dataflow.Reports;
import io.levada.engine.dataflow.Worker;
import io.levada.engine.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of one run: its workers, and one that looks for new splits. */
final class RunThreads implements AutoCloseable {
    /** What a worker needs to finish what it is at, if it waits for nobody. */
    private static final long UNASKED_MILLIS = 1_000;

    private static final long PATIENCE_MILLIS = 10_000;

    private final Dataflow dataflow;
    private final Collection<OpenSource> sources;
    private final Reports reports;
    private final Clock clock;
    private final List<Thread> workers = new ArrayList<>();
    private final ScheduledThreadPoolExecutor timer;

    RunThreads(String job, Dataflow dataflow, Collection<OpenSource> sources, Reports reports, Clock clock) {
        this.dataflow = dataflow;
        this.sources = sources;
        this.reports = reports;
        this.clock = clock;
        for (Worker worker : dataflow.workers()) {
            workers.add(Thread.ofPlatform()
                    .daemon()
                    .name("levada-" + job + "-" + workers.size())
                    .unstarted(worker));
        }
        timer = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform()
                        .daemon()
                        .name("levada-" + job + "-discovery")
                        .unstarted(task));
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        workers.forEach(Thread::start);
        for (OpenSource source : sources) {
            long millis = source.discoveryMillis();
            if (millis > 0) {
                timer.scheduleWithFixedDelay(() -> discover(source), millis, millis, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void discover(OpenSource source) {
        try {
            source.discoverMore(dataflow);
        } catch (Throwable e) {
            reports.failed(e);
        }
    }

    /**
     * Returns when no worker runs any more, or when one doesn't listen. What a worker does now counts no more: one that
     * waits for an outside system, which may not answer for long, is interrupted, and all of them at once.
     */
    @Override
    public void close() throws InterruptedException {
        timer.shutdownNow();
        dataflow.workers().forEach(Worker::stop);
        if (!endWithin(UNASKED_MILLIS)) {
            workers.stream().filter(Thread::isAlive).forEach(Thread::interrupt);
            endWithin(PATIENCE_MILLIS);
        }
        timer.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private boolean endWithin(long millis) throws InterruptedException {
        long deadline = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean ended = true;
        for (Thread worker : workers) {
            ended &= !worker.isAlive() || worker.join(Duration.ofNanos(Math.max(0, deadline - clock.nanoTime())));
        }
        return ended;
    }
}
