package io.levada.bench.nexmark;

import io.levada.core.child.Frame;
import io.levada.core.child.FrameCodec;
import io.levada.core.child.ScriptRequest;
import io.levada.core.connector.Connectors;
import io.levada.core.data.ChangeKind;
import io.levada.core.error.LevadaException;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code levada bench nexmark --verify}: each query's answer on Levada beside Flink's, over the same events: append-only
 * results as multisets, updating ones as final tables.
 */
final class Verification {
    /** One event in each millisecond: no two have one time, so that "the last" and "the first" are told apart. */
    private static final String RATE = "1000";

    private static final int KILLS = 3;
    /** Of the processes that are killed; most queries need more for a million events. */
    private static final String LITTLE_MEMORY = "64 mb";

    /** Flink drops windows by the clock that are open at the end of the input; its source stays until they are closed. */
    private static final String LINGER_MILLIS = "11000";

    /** A way to run a query that must not change its answer. */
    enum Regime {
        ONE_WORKER,
        TWO_WORKERS,
        INTERPRETED,
        /** The process is killed, and its state may take little memory: it spills. */
        KILLED_AND_RESTORED
    }

    private final BenchOptions options;
    private final Queries queries;
    private final Child child;
    private int agree;
    private int differ;
    private int unsupported;

    Verification(BenchOptions options, Queries queries, Child child) throws IOException {
        this.options = options;
        this.queries = queries.over(queries.tables().replace("${RATE:-100000}", RATE));
        this.child = child;
    }

    /** The exit code: 0 when nothing differs. */
    int run() throws Exception {
        for (String query : options.queries()) {
            System.err.println("nexmark: " + query);
            verify(query);
        }
        System.out.printf(
                Locale.ROOT,
                "queries=%d answers_agree=%d answers_differ=%d queries_unsupported=%d%n",
                options.queries().size(),
                agree,
                differ,
                unsupported);
        return differ == 0 ? 0 : 1;
    }

    private void verify(String query) throws Exception {
        String script = script(query, queries.script(query, options.events(), "collect"));
        Map<Regime, FinalTable> ours = new LinkedHashMap<>();
        try {
            for (Regime regime : Regime.values()) {
                ours.put(regime, levada(query, script, regime));
            }
        } catch (LevadaException e) {
            unsupported++;
            System.out.printf(Locale.ROOT, "%-4s not on Levada: %s%n", query, e.message());
            return;
        }
        FinalTable theirs;
        try {
            theirs = flink(query, Queries.onFlink(script.replace("'collect'", "'blackhole'")));
        } catch (LevadaException e) {
            unsupported++;
            System.out.printf(Locale.ROOT, "%-4s not on Flink: %s%n", query, e.message());
            return;
        }
        ours.forEach((regime, table) -> compare(query, regime, table, theirs));
    }

    private void compare(String query, Regime regime, FinalTable ours, FinalTable theirs) {
        List<String> differences = ours.differences(theirs);
        boolean equal = differences.isEmpty() && theirs.size() > 0;
        if (equal) {
            agree++;
        } else {
            differ++;
        }
        System.out.printf(
                Locale.ROOT,
                "%-4s %-20s %-7s %,d rows from %,d changes (Flink: %,d from %,d)%n",
                query,
                regime.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                equal ? "agrees" : "DIFFERS",
                ours.size(),
                ours.changes(),
                theirs.size(),
                theirs.changes());
        differences.forEach(d -> System.out.println("     " + d));
    }

    /** q10 writes files: here its rows are taken as they are. */
    private static String script(String query, String script) {
        if (!query.equals("q10")) {
            return script;
        }
        int start = script.indexOf(" PARTITIONED BY");
        return script.substring(0, start) + " WITH ('connector' = 'collect')"
                + script.substring(script.indexOf(");", start) + 1);
    }

    private FinalTable levada(String query, String script, Regime regime) throws Exception {
        if (regime != Regime.KILLED_AND_RESTORED) {
            return inProcess(query, script, regime);
        }
        KilledRuns.Answer answer = new KilledRuns(child).run(query, request(script, regime), KILLS);
        System.out.printf(Locale.ROOT, "%-4s killed %d times%n", query, answer.kills());
        return answer.table();
    }

    private static ScriptRequest request(String script, Regime regime) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("parallelism.default", regime == Regime.ONE_WORKER ? "1" : "2");
        settings.put("levada.codegen.interpreter", Boolean.toString(regime == Regime.INTERPRETED));
        settings.put("table.local-time-zone", "UTC");
        settings.put("execution.checkpointing.interval", regime == Regime.KILLED_AND_RESTORED ? "50 ms" : "1 s");
        if (regime == Regime.KILLED_AND_RESTORED) {
            settings.put("levada.memory.limit", LITTLE_MEMORY);
        }
        return Queries.request(script, ScriptRequest.Purpose.RUN, settings);
    }

    /** The answer of a job that nobody kills, in this process. */
    static FinalTable inProcess(String query, String script, Regime regime) throws Exception {
        ScriptRequest request = request(script, regime);
        MemoryStaging answer = new MemoryStaging(query);
        Connectors connectors = Connectors.load().with(new CollectConnector(query, answer));
        Path state = Files.createTempDirectory("levada-verify");
        try (JobHandle job = Engine.start(
                LevadaChild.plan(request, connectors).plan(),
                JobEnvironment.of("verify", connectors).withDirectory(state))) {
            job.awaitEnd().orThrow();
            return answer.committed();
        } finally {
            LevadaChild.delete(state);
        }
    }

    private FinalTable flink(String query, String script) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("parallelism.default", "2");
        settings.put("table.local-time-zone", "UTC");
        settings.put("execution.checkpointing.interval", "0 s");
        settings.put("pipeline.object-reuse", "true");
        settings.put("table.exec.mini-batch.enabled", "true");
        settings.put("table.exec.mini-batch.allow-latency", "2 s");
        settings.put("table.exec.mini-batch.size", "50000");
        String linger = "-Dlevada.nexmark.linger=" + (query.equals(FinalTable.BY_THE_CLOCK) ? LINGER_MILLIS : "0");
        Process process = child.start(
                child.flink("io.levada.flink.Main", linger),
                Queries.request(script, ScriptRequest.Purpose.COMPARE, settings));
        FinalTable table = new FinalTable(query);
        FrameCodec codec = new FrameCodec();
        List<String> ended = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16))) {
            for (Frame frame = codec.read(in); frame != null; frame = codec.read(in)) {
                switch (frame) {
                    case Frame.Change change ->
                        table.add(
                                change.row().values(),
                                ChangeKind.isAddition(change.row().kind().code()));
                    case Frame.Failed failed -> throw failed.error();
                    case Frame.Done done -> ended.add("done");
                    default -> {}
                }
            }
        } finally {
            process.destroy();
        }
        if (ended.isEmpty()) {
            throw new IllegalStateException("Flink's process ended early");
        }
        return table;
    }
}
