package io.levada.cli;

import io.levada.cli.flink.FlinkRequests;
import io.levada.cli.flink.FlinkScript;
import io.levada.cli.run.RunOptions;
import io.levada.cli.run.ScriptRunner;
import io.levada.cli.script.Script;
import io.levada.cli.text.ResultFormat;
import io.levada.core.child.ScriptRequest;
import io.levada.core.config.JobOptions;
import io.levada.core.connector.Connectors;
import io.levada.sql.SqlSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code levada run file.sql}. */
@Command(
        name = "run",
        description = {
            "Run a SQL script: rows of SELECT go to stdout, messages to stderr.",
            "INSERT INTO statements that follow each other run as one job. Ctrl-C stops in good order, a second one at once."
        })
final class RunCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final ScriptArguments arguments = new ScriptArguments();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "How rows are printed: table, json, csv or changelog. Without it table on a terminal, else changelog.")
    private @Nullable ResultFormat format;

    @Option(names = "--state", paramLabel = "DIR", description = "Where the job's checkpoints lie.")
    private @Nullable Path state;

    @Option(names = "--fresh", description = "Start from the beginning, not from the newest checkpoint.")
    private boolean fresh;

    @Option(names = "--from", paramLabel = "DIR", description = "Start from this savepoint or checkpoint.")
    private @Nullable Path from;

    @Option(names = "--parallelism", paramLabel = "N", description = "Workers; without it one per processor.")
    private @Nullable Integer parallelism;

    @Option(
            names = "--metrics",
            paramLabel = "PORT",
            description = "Serve figures for Prometheus on this port of 127.0.0.1.")
    private @Nullable Integer metrics;

    @Option(names = "--duration", paramLabel = "TIME", description = "Stop in good order after this time, such as 30s.")
    private @Nullable Duration duration;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description =
                    "What runs the script: levada, or flink. Flink's jars are fetched when they are first needed.")
    private Engine engine = Engine.LEVADA;

    @Option(
            names = "--flink",
            paramLabel = "URL",
            description = "Run on this Flink cluster, such as http://host:8081; without it in a small one of its own.")
    private @Nullable String flink;

    @Option(names = "--quiet", description = "No progress and no notes.")
    private boolean quiet;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (fresh && from != null) {
            return Failures.usage(console, "--fresh and --from exclude each other", "leave one of them out");
        }
        if (engine == Engine.LEVADA && flink == null) {
            return arguments.with(console, this::run);
        }
        String without = state != null
                ? "--state"
                : fresh
                        ? "--fresh"
                        : from != null
                                ? "--from"
                                : metrics != null ? "--metrics" : duration != null ? "--duration" : null;
        if (without != null) {
            return Failures.usage(
                    console, without + " is Levada's alone", "leave it out, or leave out --engine flink and --flink");
        }
        return arguments.with(console, this::runOnFlink);
    }

    private int runOnFlink(Script script) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(JobOptions.NAME.key(), script.jobName());
        if (parallelism != null) {
            settings.put(JobOptions.PARALLELISM.key(), parallelism.toString());
        }
        settings.putAll(arguments.settings());
        String address = flink == null ? "" : flink;
        return new FlinkScript(console, format, quiet)
                .run(FlinkRequests.of(script, address, ScriptRequest.Purpose.RUN, settings));
    }

    /** The values of {@code --engine}. */
    enum Engine {
        LEVADA,
        FLINK
    }

    private int run(Script script) {
        Connectors connectors = Connectors.load();
        SqlSession session = new SqlSession(connectors);
        session.set(JobOptions.NAME.key(), script.jobName());
        if (state != null) {
            session.set(JobOptions.STATE_DIRECTORY.key(), state.toString());
        }
        if (parallelism != null) {
            session.set(JobOptions.PARALLELISM.key(), parallelism.toString());
        }
        arguments.applyTo(session);
        RunOptions options = new RunOptions(format, fresh, from, metrics, duration, false, quiet);
        return new ScriptRunner(console, connectors, session, options).run(script);
    }
}
