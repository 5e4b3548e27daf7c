package io.levada.bench.nexmark;

import io.levada.connector.standard.nexmark.MeasuredRuns;
import io.levada.core.child.ScriptRequest;
import io.levada.core.connector.Connectors;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.StreamPlan;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Levada's side of a measurement: reads a {@link ScriptRequest} from standard input, runs it again and again, and prints
 * the figures as the last line. Arguments: the input, events of a run, seconds to warm up, least processor seconds to
 * measure, and, when a hand-written loop is to run in place of the engine, the query's name and what the loop knows.
 */
public final class LevadaChild {
    private LevadaChild() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        ScriptRequest request = ScriptRequest.read(new DataInputStream(System.in));
        long events = Long.parseLong(args[1]);
        Duration warmUp = Duration.ofSeconds(Integer.parseInt(args[2]));
        Duration least = Duration.ofSeconds(Integer.parseInt(args[3]));
        try {
            MeasuredRuns.Job job = args.length > 4
                    ? HandLoops.of(args[4], events, HandLoops.Knowing.valueOf(args[5]))
                    : job(request, new MeasuredNexmark(args[0].equals("REPLAY")));
            out.println(MeasuredRuns.get().measure(events, warmUp, least, job).toLine());
        } catch (LevadaException e) {
            out.println("failed " + e.code() + ": " + e.message());
            System.exit(1);
        }
        System.exit(0);
    }

    /** Planned once: the JVM's compiler would work on the planner's code all through the runs, of which planning is no part. */
    private static MeasuredRuns.Job job(ScriptRequest request, MeasuredNexmark nexmark) {
        Connectors connectors = Connectors.load().with(nexmark);
        StreamPlan plan = plan(request, connectors).plan();
        return () -> run(plan, connectors);
    }

    private static void run(StreamPlan plan, Connectors connectors) throws Exception {
        Path state = Files.createTempDirectory("levada-bench");
        try (JobHandle job =
                Engine.start(plan, JobEnvironment.of("bench", connectors).withDirectory(state))) {
            job.awaitEnd().orThrow();
        } finally {
            delete(state);
        }
    }

    /** The INSERTs of a script as one job. */
    public static Planned.Job plan(ScriptRequest request, Connectors connectors) {
        SqlSession session = new SqlSession(connectors);
        request.settings().forEach(session::set);
        List<Statement> inserts = new ArrayList<>();
        for (ScriptRequest.StatementText text : request.statements()) {
            for (Statement statement : session.parse(text.text())) {
                if (statement.kind() == Statement.Kind.INSERT) {
                    inserts.add(statement);
                } else {
                    session.plan(statement);
                }
            }
        }
        return session.planTogether(inserts);
    }

    /** Deletes a folder and what is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
