package io.levada.engine.job;

import io.levada.engine.dataflow.Dataflow;
import io.levada.engine.dataflow.Reports;
import io.levada.engine.dataflow.Worker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of one run: its workers, and one that looks for new splits. */
final class RunThreads implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 10_000;

    private final Dataflow dataflow;
    private final Collection<OpenSource> sources;
    private final Reports reports;
    private final List<Thread> workers = new ArrayList<>();
    private final ScheduledThreadPoolExecutor timer;

    RunThreads(String job, Dataflow dataflow, Collection<OpenSource> sources, Reports reports) {
        this.dataflow = dataflow;
        this.sources = sources;
        this.reports = reports;
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

    /** Returns when no worker runs any more, or when one doesn't listen. */
    @Override
    public void close() throws InterruptedException {
        timer.shutdownNow();
        dataflow.workers().forEach(Worker::stop);
        for (Thread worker : workers) {
            worker.join(PATIENCE_MILLIS);
            if (worker.isAlive()) {
                worker.interrupt();
                worker.join(PATIENCE_MILLIS);
            }
        }
        timer.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
