package io.levada.cli;

import io.levada.cli.compare.Comparison;
import io.levada.cli.flink.FlinkRequests;
import io.levada.cli.script.Script;
import io.levada.core.child.ScriptRequest;
import io.levada.core.config.JobOptions;
import io.levada.core.connector.Connectors;
import io.levada.sql.SqlSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code levada compare file.sql}. */
@Command(
        name = "compare",
        description = {
            "Run a script here and on Flink, over the same bounded input, and print the rows that differ.",
            "INSERTs write nothing: what they would write is compared. Exit code 0 when all is equal, 1 when not."
        })
final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final ScriptArguments arguments = new ScriptArguments();

    @Option(
            names = "--flink",
            paramLabel = "URL",
            description =
                    "Compare with this Flink cluster, such as http://host:8081; without it with a small one of its own.")
    private @Nullable String flink;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return arguments.with(console, this::compare);
    }

    private int compare(Script script) {
        Connectors connectors = Connectors.load();
        SqlSession session = new SqlSession(connectors);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(JobOptions.NAME.key(), script.jobName());
        settings.putAll(arguments.settings());
        settings.forEach(session::set);
        ScriptRequest request =
                FlinkRequests.of(script, flink == null ? "" : flink, ScriptRequest.Purpose.COMPARE, settings);
        return new Comparison(console).run(script, connectors, session, request) ? 0 : 1;
    }
}
