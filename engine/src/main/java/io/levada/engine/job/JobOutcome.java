package io.levada.engine.job;

import io.levada.core.error.LevadaException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a job ended.
 *
 * @param savepoint where it lies, when the job was stopped with one
 * @param failure why, when it failed
 */
public record JobOutcome(
        JobStatus status,
        @Nullable Path savepoint,
        @Nullable LevadaException failure) {
    /** This, or the failure thrown. */
    public JobOutcome orThrow() {
        if (failure != null) {
            throw failure;
        }
        return this;
    }
}
