package io.levada.engine.checkpoint;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a run of a job ended without failing.
 *
 * @param savepoint where it lies, when one was asked for
 */
public record Outcome(Reason reason, @Nullable Path savepoint) {
    /** Why it ended. */
    public enum Reason {
        /** All input was read and everything is out. */
        FINISHED,
        /** It was asked to stop, and everything read so far is out. */
        STOPPED,
        /** It was told to drop everything. */
        CANCELLED
    }
}
