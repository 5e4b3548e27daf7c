package io.levada.engine.job;

import io.levada.core.config.JobOptions;
import io.levada.core.config.Settings;
import io.levada.core.connector.Connectors;
import io.levada.engine.time.Clock;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a job runs in.
 *
 * @param name of the job, for people and for names outside such as transactional ids
 * @param directory where its state is kept; null for a job that keeps nothing and takes no checkpoints
 * @param results takes the rows of sinks without a table; null when the plan has none
 * @param listener is told what happens, by several threads; must not block
 */
public record JobEnvironment(
        String name,
        Connectors connectors,
        @Nullable Path directory,
        Restore restore,
        @Nullable ResultConsumer results,
        Consumer<JobEvent> listener,
        Clock clock) {

    /** A job that keeps nothing. */
    public static JobEnvironment of(String name, Connectors connectors) {
        return new JobEnvironment(name, connectors, null, new Restore.Latest(), null, event -> {}, Clock.SYSTEM);
    }

    public JobEnvironment withDirectory(@Nullable Path newDirectory) {
        return new JobEnvironment(name, connectors, newDirectory, restore, results, listener, clock);
    }

    public JobEnvironment withRestore(Restore newRestore) {
        return new JobEnvironment(name, connectors, directory, newRestore, results, listener, clock);
    }

    public JobEnvironment withResults(ResultConsumer newResults) {
        return new JobEnvironment(name, connectors, directory, restore, newResults, listener, clock);
    }

    public JobEnvironment withListener(Consumer<JobEvent> newListener) {
        return new JobEnvironment(name, connectors, directory, restore, results, newListener, clock);
    }

    /** Where the state of a job of that name lies by its settings: the given directory, or .levada/name here. */
    public static Path directoryFor(Settings settings, String name) {
        return settings.find(JobOptions.STATE_DIRECTORY)
                .map(Path::of)
                .orElseGet(() -> Path.of(".levada", name.replaceAll("[^A-Za-z0-9._-]", "_")));
    }
}
