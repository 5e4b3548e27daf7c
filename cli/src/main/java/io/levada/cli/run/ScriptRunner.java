package io.levada.cli.run;

import io.levada.cli.Console;
import io.levada.cli.metrics.JobMetrics;
import io.levada.cli.script.Script;
import io.levada.core.config.JobOptions;
import io.levada.core.connector.Connectors;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import io.levada.engine.job.Analysis;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobEvent;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.Restore;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs what {@link ScriptWalk} plans, one job after the other, in the foreground. */
public final class ScriptRunner {
    private final Console console;
    private final Connectors connectors;
    private final SqlSession session;
    private final RunOptions options;
    private int jobs;

    public ScriptRunner(Console console, Connectors connectors, SqlSession session, RunOptions options) {
        this.console = console;
        this.connectors = connectors;
        this.session = session;
        this.options = options;
    }

    /** Returns the exit code; what is wrong with the script, or went wrong while it ran, is thrown. */
    public int run(Script script) {
        jobs = 0;
        return new ScriptWalk(session, this::show).over(script.text());
    }

    private int show(Planned planned) {
        switch (planned) {
            case Planned.Done done -> {
                if (options.shell() && console.terminal().err()) {
                    console.say(console.errorStyle().dim(done.message()));
                }
                return 0;
            }
            case Planned.Rows rows -> {
                AnswerText.print(console, rows.type(), rows.rows(), zone());
                return 0;
            }
            case Planned.Job job -> {
                return runJob(job.plan(), job.select());
            }
            case Planned.Analysis analysis -> {
                analyze(analysis.plan());
                return 0;
            }
        }
    }

    private void analyze(StreamPlan plan) {
        JobEnvironment environment = JobEnvironment.of(jobName(plan, true), connectors)
                .withListener(event -> {
                    if (event instanceof JobEvent.Notice notice && !options.quiet()) {
                        console.say("note: " + notice.message());
                    }
                });
        try {
            String text = Analysis.of(plan, environment);
            AnswerText.print(console, Planned.Analysis.TYPE, List.of(Row.of(text)), zone());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LevadaException(ErrorCode.INTERNAL, "interrupted while a job ran", null, null, e);
        }
    }

    private int runJob(StreamPlan plan, boolean select) {
        long startNanos = System.nanoTime();
        String name = jobName(plan, select);
        ResultQueue queue = new ResultQueue();
        JobEnvironment environment = JobEnvironment.of(name, connectors)
                .withDirectory(directory(plan, name, select))
                .withRestore(restore())
                .withResults(queue)
                .withListener(event -> queue.add(new ResultQueue.Message.Event(event)));
        ResultScreen screen = select ? screen(plan.sinks().get(0)) : null;
        try (JobHandle job = Engine.start(plan, environment);
                JobMetrics metrics = JobMetrics.serve(options.metricsPort(), job)) {
            metrics.url().ifPresent(url -> console.say("figures: " + url));
            Progress progress = new Progress(console, new Diagnosis(plan, startNanos), startNanos);
            return new ForegroundJob(
                            console,
                            job,
                            new Sampler(job, plan),
                            queue,
                            screen,
                            progress,
                            options.duration(),
                            options.quiet(),
                            startNanos)
                    .await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LevadaException(ErrorCode.INTERNAL, "interrupted while a job ran", null, null, e);
        }
    }

    /** Further jobs of a script get a number, so that each has a state of its own. */
    private String jobName(StreamPlan plan, boolean select) {
        String name = plan.settings().find(JobOptions.NAME).orElse("levada");
        if (select) {
            return name;
        }
        jobs++;
        return jobs == 1 ? name : name + "-" + jobs;
    }

    private @Nullable Path directory(StreamPlan plan, String name, boolean select) {
        boolean keeps = !options.shell() || plan.settings().has(JobOptions.STATE_DIRECTORY);
        return select || !keeps ? null : JobEnvironment.directoryFor(plan.settings(), name);
    }

    private Restore restore() {
        Path from = options.from();
        if (from != null) {
            return new Restore.From(from);
        }
        return options.fresh() ? new Restore.Fresh() : new Restore.Latest();
    }

    private ResultScreen screen(Sink sink) {
        boolean updating = sink.mode() != ChangelogMode.APPEND;
        return new ResultScreen(console, options.format(), sink.rowType(), updating, zone());
    }

    private ZoneId zone() {
        String zone = session.settings().get(JobOptions.LOCAL_TIME_ZONE);
        return zone.equals("default") ? ZoneId.systemDefault() : ZoneId.of(zone);
    }
}
