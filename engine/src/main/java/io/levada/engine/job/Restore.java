package io.levada.engine.job;

import java.nio.file.Path;

/** From where a job begins. */
public sealed interface Restore {
    /** From its newest checkpoint, or from nothing when it has none. */
    record Latest() implements Restore {}

    /** From nothing; its old checkpoints are deleted. */
    record Fresh() implements Restore {}

    /**
     * From a given savepoint or checkpoint.
     *
     * @param checkpoint the directory that holds {@code manifest} and {@code state}
     */
    record From(Path checkpoint) implements Restore {}
}
