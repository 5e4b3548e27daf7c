package io.levada.bench.nexmark;

import io.levada.core.child.ScriptRequest;
import io.levada.core.connector.Connectors;
import io.levada.core.error.LevadaException;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import java.io.DataInputStream;
import java.nio.file.Path;

/**
 * Runs a script from the newest checkpoint to its end, in a process that may be killed at any moment. Arguments: the query's
 * name, the folder of the state and that of the answer. The exit code is 0 when the job has come to its end.
 */
public final class VerifiedChild {
    private VerifiedChild() {}

    public static void main(String[] args) throws Exception {
        ScriptRequest request = ScriptRequest.read(new DataInputStream(System.in));
        Connectors connectors =
                Connectors.load().with(new CollectConnector(args[0], new FolderStaging(Path.of(args[2]))));
        try (JobHandle job = Engine.start(
                LevadaChild.plan(request, connectors).plan(),
                JobEnvironment.of("verify", connectors).withDirectory(Path.of(args[1])))) {
            job.awaitEnd().orThrow();
        } catch (LevadaException e) {
            System.err.println(e.code() + ": " + e.message());
            System.exit(1);
        }
        System.exit(0);
    }
}
