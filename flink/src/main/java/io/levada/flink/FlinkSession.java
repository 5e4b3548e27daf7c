package io.levada.flink;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.RowType;
import io.levada.flink.portable.PortableCatalog;
import io.levada.flink.portable.SettingMapping;
import io.levada.flink.portable.TableMapping;
import io.levada.flink.rows.Rows;
import io.levada.flink.rows.Types;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.operations.ModifyOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.operations.StatementSetOperation;
import org.apache.flink.table.operations.command.ResetOperation;
import org.apache.flink.table.operations.command.SetOperation;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * The tables, views and settings of one script on Flink. Statements are taken in order; the INSERTs between two SELECTs are
 * one job, as they are in Levada. Not thread-safe.
 */
public final class FlinkSession {
    private final TableEnvironmentInternal environment;
    private final SettingMapping settings;
    private final ResultSink results;
    private final boolean compare;
    private final List<ModifyOperation> inserts = new ArrayList<>();

    /**
     * @param workingDirectory from which relative paths start
     * @param lookedUp names of the tables that stand in lookup joins
     * @param compare whether INSERTs give the rows that they would write, and write nothing
     */
    public FlinkSession(
            FlinkCluster cluster, Path workingDirectory, Set<String> lookedUp, boolean compare, ResultSink results) {
        this.results = results;
        this.compare = compare;
        Configuration client = cluster.client();
        environment = (TableEnvironmentInternal) TableEnvironment.create(EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(client)
                .withBuiltInCatalogName("flink")
                .build());
        Set<String> said = new LinkedHashSet<>();
        Consumer<String> notes = note -> {
            if (said.add(note)) {
                results.note(note);
            }
        };
        settings = new SettingMapping(workingDirectory, notes);
        environment.registerCatalog(
                PortableCatalog.NAME,
                new PortableCatalog(new TableMapping(workingDirectory, lookedUp, new LiveFacts(), notes)));
        environment.useCatalog(PortableCatalog.NAME);
        SettingMapping.DEFAULTS.forEach(this::set);
    }

    private final class LiveFacts implements TableMapping.JobFacts {
        @Override
        public String name() {
            return environment.getConfig().getOptional(PipelineOptions.NAME).orElse("job");
        }

        @Override
        public boolean exactlyOnce() {
            return environment.getConfig().get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE)
                    == CheckpointingMode.EXACTLY_ONCE;
        }
    }

    /** As SET does. */
    public void set(String key, String value) {
        switch (settings.map(key, value)) {
            case SettingMapping.Mapped.To to -> environment.getConfig().set(key, to.value());
            case SettingMapping.Mapped.Unset unset ->
                environment.getConfig().getConfiguration().removeKey(key);
        }
    }

    /** Runs a statement to its end, or keeps an INSERT for later. */
    public void run(String statement) throws Exception {
        for (Operation operation : environment.getParser().parse(statement)) {
            switch (operation) {
                case SetOperation set ->
                    set(
                            set.getKey().orElseThrow(FlinkSession::settingsAsked),
                            set.getValue().orElse(""));
                case ResetOperation reset -> reset(reset.getKey());
                case StatementSetOperation set -> inserts.addAll(set.getOperations());
                case ModifyOperation insert -> inserts.add(insert);
                case QueryOperation query -> {
                    runInserts();
                    select("", query);
                }
                default -> {
                    TableResult result = environment.executeInternal(operation);
                    if (result.getResultKind() == ResultKind.SUCCESS_WITH_CONTENT) {
                        collect("", result, false, true);
                    }
                }
            }
        }
    }

    private static LevadaException settingsAsked() {
        return new LevadaException(
                ErrorCode.SQL_UNSUPPORTED, "SET without a key is for the shell", "give a key and a value");
    }

    private void reset(Optional<String> key) {
        Configuration set = environment.getConfig().getConfiguration();
        List<String> keys = key.map(List::of).orElseGet(() -> List.copyOf(set.keySet()));
        keys.forEach(set::removeKey);
        SettingMapping.DEFAULTS.forEach((k, value) -> {
            if (keys.contains(k)) {
                set(k, value);
            }
        });
    }

    /** Runs the INSERTs that were kept, as one job, to their end. */
    public void runInserts() throws Exception {
        List<ModifyOperation> job = List.copyOf(inserts);
        inserts.clear();
        if (compare) {
            for (ModifyOperation insert : job) {
                Written written = Written.by(insert, environment);
                select(written.table(), written.rows());
            }
        } else if (!job.isEmpty()) {
            TableResult result = environment.executeInternal(job);
            result.getJobClient().ifPresent(client -> results.note("the job runs on Flink as " + client.getJobID()));
            result.await();
        }
    }

    private void select(String name, QueryOperation query) throws Exception {
        String plan = environment.explainInternal(List.of(query), ExplainDetail.CHANGELOG_MODE);
        collect(name, environment.executeInternal(query), isUpdating(plan), false);
    }

    /** The outermost node says what the query emits. */
    private static boolean isUpdating(String plan) {
        int start = plan.indexOf("changelogMode=[", plan.indexOf("== Optimized Physical Plan =="));
        return start >= 0 && !plan.startsWith("changelogMode=[I]", start);
    }

    private void collect(String name, TableResult result, boolean updating, boolean answer) throws Exception {
        RowType type = Types.of(result.getResolvedSchema());
        results.begin(name, type, updating, answer, environment.getConfig().getLocalTimeZone());
        try (CloseableIterator<Row> rows = result.collect()) {
            while (rows.hasNext()) {
                results.row(Rows.of(rows.next(), type));
            }
        }
        results.end();
    }
}
