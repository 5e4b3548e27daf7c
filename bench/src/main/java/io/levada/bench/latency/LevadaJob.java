package io.levada.bench.latency;

import io.levada.bench.nexmark.LevadaChild;
import io.levada.core.child.ScriptRequest;
import io.levada.core.connector.Connectors;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import java.io.DataInputStream;
import java.nio.file.Path;

/** Reads a {@link ScriptRequest} from standard input and runs it until it is killed. Argument: the state's folder. */
final class LevadaJob {
    private LevadaJob() {}

    public static void main(String[] args) throws Exception {
        ScriptRequest request = ScriptRequest.read(new DataInputStream(System.in));
        Connectors connectors = Connectors.load();
        String name = request.settings().getOrDefault("pipeline.name", "job");
        try (JobHandle job = Engine.start(
                LevadaChild.plan(request, connectors).plan(),
                JobEnvironment.of(name, connectors).withDirectory(Path.of(args[0])))) {
            job.awaitEnd().orThrow();
        } catch (Exception e) {
            System.err.println("the measured job failed: " + e);
            System.exit(1);
        }
    }
}
