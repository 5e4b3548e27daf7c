package io.levada.cli.run;

import io.levada.cli.Console;
import io.levada.cli.run.ResultQueue.Message;
import io.levada.cli.text.Numbers;
import io.levada.engine.job.JobEvent;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.JobOutcome;
import io.levada.engine.job.JobStatus;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Stands by a running job until it ends: prints its rows, tells its progress, passes Ctrl-C on. One thread does all of it.
 */
final class ForegroundJob {
    private static final long TICK_MILLIS = 50;

    private final Console console;
    private final JobHandle job;
    private final Sampler sampler;
    private final ResultQueue queue;
    private final @Nullable ResultScreen screen;
    private final Progress progress;
    private final boolean quiet;
    private final long startNanos;
    private long stopNanos;
    private boolean cancelledByPerson;
    private boolean readerIsGone;

    /**
     * @param screen null for a job that ends in tables
     * @param duration after which the job is stopped; null for never
     */
    ForegroundJob(
            Console console,
            JobHandle job,
            Sampler sampler,
            ResultQueue queue,
            @Nullable ResultScreen screen,
            Progress progress,
            @Nullable Duration duration,
            boolean quiet,
            long startNanos) {
        this.console = console;
        this.job = job;
        this.sampler = sampler;
        this.queue = queue;
        this.screen = screen;
        this.progress = progress;
        this.quiet = quiet;
        this.startNanos = startNanos;
        this.stopNanos = duration == null ? Long.MAX_VALUE : startNanos + duration.toNanos();
    }

    /** Until the end. Returns the exit code; a failure of the job is thrown. */
    int await() throws InterruptedException {
        Thread.ofVirtual().start(this::tellTheEnd);
        try (Interrupts ignored = new Interrupts(
                () -> queue.add(new Message.Interrupted(1)), () -> queue.add(new Message.Interrupted(2)))) {
            JobOutcome outcome = null;
            while (outcome == null) {
                Message message = queue.next(TICK_MILLIS);
                if (message != null) {
                    outcome = take(message);
                }
                tick(System.nanoTime());
            }
            return ended(outcome);
        } finally {
            progress.end();
        }
    }

    private void tellTheEnd() {
        try {
            queue.add(new Message.End(job.awaitEnd()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable JobOutcome take(Message message) {
        switch (message) {
            case Message.Rows rows -> {
                if (screen != null && !readerIsGone) {
                    progress.hide();
                    screen.print(rows.batch(), System.nanoTime());
                }
            }
            case Message.Event event -> tell(event.event());
            case Message.Interrupted interrupted -> interrupted(interrupted.times());
            case Message.End end -> {
                return end.outcome();
            }
        }
        return null;
    }

    private void tick(long nanos) {
        if (queue.isEmpty() && screen != null && !readerIsGone) {
            screen.settle(nanos);
            if (screen.readerIsGone()) {
                readerIsGone = true;
                cancel();
            }
            progress.restore();
        }
        if (!quiet && progress.due(nanos)) {
            progress.show(sampler.now());
        }
        if (nanos >= stopNanos) {
            stopNanos = Long.MAX_VALUE;
            stop();
        }
    }

    private void stop() {
        progress.ending();
        job.stop(false);
    }

    private void cancel() {
        progress.ending();
        job.cancel();
    }

    private void interrupted(int times) {
        if (times > 1) {
            cancelledByPerson = true;
            cancel();
        } else if (screen != null) {
            cancel();
        } else {
            String how = job.status() == JobStatus.RUNNING ? "stopping after a last checkpoint" : "stopping";
            say(how + "; Ctrl-C once more gives up at once");
            stop();
        }
    }

    private void tell(JobEvent event) {
        switch (event) {
            case JobEvent.Running running -> {
                if (running.restored() > 0) {
                    say("going on from checkpoint " + running.restored());
                }
            }
            case JobEvent.Notice notice -> say(notice.message());
            case JobEvent.DeadLetter letter ->
                say("a record of '" + letter.table() + "' can't be decoded and goes to the dead letters, as others"
                        + " like it will: " + letter.record());
            case JobEvent.Restarting restarting -> {
                String hint = restarting.cause().hint();
                say(restarting.cause().message() + (hint == null ? "" : " (" + hint + ")") + "; starting again in "
                        + restarting.pauseMillis() + " ms");
            }
            case JobEvent.CheckpointDone ignored -> {
                // the status line shows it
            }
        }
    }

    private void say(String message) {
        if (!quiet) {
            progress.hide();
            console.say(console.errorStyle().yellow("note:") + " " + message);
            progress.restore();
        }
    }

    private int ended(JobOutcome outcome) {
        progress.end();
        if (screen != null && !readerIsGone) {
            screen.end();
        }
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        if (!quiet && (console.terminal().err() || screen == null)) {
            console.say(console.errorStyle().dim(summary(outcome)));
        }
        return cancelledByPerson ? 130 : 0;
    }

    private String summary(JobOutcome outcome) {
        String time = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - startNanos) / 1e9);
        if (screen != null) {
            return Numbers.counted(screen.rows(), "row") + " in " + time;
        }
        Sample last = sampler.now();
        String word = outcome.status() == JobStatus.FINISHED
                ? "finished"
                : outcome.status() == JobStatus.STOPPED ? "stopped" : "cancelled";
        return word + ": " + Numbers.counted(last.rowsIn(), "row") + " in, " + Numbers.counted(last.rowsOut(), "row")
                + " out in " + time;
    }
}
