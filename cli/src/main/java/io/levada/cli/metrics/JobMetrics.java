package io.levada.cli.metrics;

import io.levada.engine.job.JobHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The figures of one job, served while it runs, or not at all. Touches no class of Micrometer's when nobody asked. */
public final class JobMetrics implements AutoCloseable {
    private final @Nullable MetricsServer server;

    private JobMetrics(@Nullable MetricsServer server) {
        this.server = server;
    }

    /** @param port null to serve nothing, 0 for any free one */
    public static JobMetrics serve(@Nullable Integer port, JobHandle job) {
        return new JobMetrics(port == null ? null : new MetricsServer(port, () -> JobFigures.of(job)));
    }

    public Optional<String> url() {
        return Optional.ofNullable(server).map(MetricsServer::url);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
