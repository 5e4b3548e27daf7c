package io.levada.cli;

import io.levada.cli.run.ScriptWalk;
import io.levada.cli.script.Script;
import io.levada.core.config.JobOptions;
import io.levada.core.connector.Connectors;
import io.levada.core.plan.PlanText;
import io.levada.core.plan.StreamPlan;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.Stages;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code levada explain file.sql}. */
@Command(
        name = "explain",
        description = "Show how a SQL script would run: its plan, its stages, where its state lies. Needs no broker.")
final class ExplainCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final ScriptArguments arguments = new ScriptArguments();

    private int jobs;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return arguments.with(console, this::explain);
    }

    private int explain(Script script) {
        SqlSession session = new SqlSession(Connectors.load());
        session.set(JobOptions.NAME.key(), script.jobName());
        arguments.applyTo(session);
        return new ScriptWalk(session, this::show).over(script.text());
    }

    private int show(Planned planned) {
        if (planned instanceof Planned.Job job) {
            StreamPlan plan = job.plan();
            String name = plan.settings().find(JobOptions.NAME).orElse("levada");
            console.out().append(jobs++ == 0 ? "" : "\n");
            console.out()
                    .append("== " + (job.select() ? "query" : "job " + name) + " ==\n")
                    .append(PlanText.of(plan))
                    .append("\n== stages ==\n")
                    .append(Stages.of(plan))
                    .append("\n== state ==\n")
                    .append(
                            job.select()
                                    ? "kept in memory only\n"
                                    : "checkpoints in " + JobEnvironment.directoryFor(plan.settings(), name) + " every "
                                            + plan.settings().get(JobOptions.CHECKPOINT_INTERVAL) + "\n");
        }
        return 0;
    }
}
