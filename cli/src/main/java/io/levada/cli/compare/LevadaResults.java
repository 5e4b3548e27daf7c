package io.levada.cli.compare;

import io.levada.cli.run.ScriptWalk;
import io.levada.core.config.JobOptions;
import io.levada.core.connector.Connectors;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.ResultConsumer;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Runs a script here; what its INSERTs would write is kept instead of written. */
final class LevadaResults {
    private final Connectors connectors;
    private final SqlSession session;
    private final List<QueryResult> results = new ArrayList<>();

    LevadaResults(Connectors connectors, SqlSession session) {
        this.connectors = connectors;
        this.session = session;
    }

    List<QueryResult> of(String script) {
        new ScriptWalk(session, this::take).over(script);
        return results;
    }

    private int take(Planned planned) {
        if (planned instanceof Planned.Job job) {
            for (Sink sink : job.plan().sinks()) {
                results.add(run(sink, job));
            }
        }
        return 0;
    }

    private QueryResult run(Sink sink, Planned.Job job) {
        checkEnds(sink);
        List<Row> rows = new ArrayList<>();
        StreamPlan plan = new StreamPlan(
                List.of(new Sink(sink.input(), sink.name(), null, List.of())),
                job.plan().settings());
        JobEnvironment environment = JobEnvironment.of("compare", connectors).withResults(new ResultConsumer() {
            @Override
            public void accept(Batch batch) {
                rows.addAll(Boxed.rows(batch, sink.rowType()));
            }
        });
        try (JobHandle handle = Engine.start(plan, environment)) {
            handle.awaitEnd().orThrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LevadaException(ErrorCode.STORAGE, "interrupted");
        }
        String set = job.plan().settings().get(JobOptions.LOCAL_TIME_ZONE);
        ZoneId zone = set.equals("default") ? ZoneId.systemDefault() : ZoneId.of(set);
        String table = job.select() ? "" : sink.name();
        return sink.mode() == ChangelogMode.UPSERT
                ? QueryResult.ofUpserts(table, rows, sink.upsertKeys(), zone)
                : QueryResult.of(table, rows, zone);
    }

    private void checkEnds(PlanNode node) {
        if (node instanceof Scan scan
                && !connectors.of(scan.table()).describe(scan.table()).bounded()) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "table '" + scan.table().name() + "' never ends, so its answers can't be compared",
                    "bound it: a topic with 'scan.bounded.mode' = 'latest-offset', datagen with 'number-of-rows'");
        }
        node.inputs().forEach(this::checkEnds);
    }
}
