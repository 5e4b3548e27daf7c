package io.levada.tests.torture;

import io.levada.core.config.JobOptions;
import io.levada.core.connector.Connectors;
import io.levada.core.error.ErrorText;
import io.levada.core.error.LevadaException;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the job of a script until it is stopped by SIGTERM: {@code RunScript FILE STATE-DIRECTORY WORKERS}. */
public final class RunScript {
    private RunScript() {}

    public static void main(String[] args) throws Exception {
        Connectors connectors = Connectors.load();
        SqlSession session = new SqlSession(connectors);
        session.set(JobOptions.PARALLELISM.key(), args[2]);
        for (Statement statement : session.parse(Files.readString(Path.of(args[0])))) {
            if (session.plan(statement) instanceof Planned.Job job) {
                run(job, connectors, Path.of(args[1]));
            }
        }
    }

    private static void run(Planned.Job job, Connectors connectors, Path state) throws InterruptedException {
        String name = job.plan().settings().get(JobOptions.NAME);
        JobEnvironment environment = JobEnvironment.of(name, connectors)
                .withDirectory(state)
                .withListener(event -> System.err.println(event));
        JobHandle handle = Engine.start(job.plan(), environment);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(handle)));
        LevadaException failure = handle.awaitEnd().failure();
        if (failure != null) {
            System.err.println(ErrorText.render(failure, null, null));
            System.exit(failure.fault().exitCode());
        }
    }

    private static void stop(JobHandle handle) {
        handle.stop(false);
        try {
            handle.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
