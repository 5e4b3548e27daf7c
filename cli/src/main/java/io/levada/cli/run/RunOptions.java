package io.levada.cli.run;

import io.levada.cli.text.ResultFormat;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How jobs are run.
 *
 * @param format null for a table on a terminal and a changelog elsewhere
 * @param fresh whether to start from the beginning although there is a checkpoint
 * @param from the savepoint or checkpoint to start from; null for the newest
 * @param metricsPort null to serve no figures; 0 for any free port
 * @param duration after which a job is stopped in good order; null for never
 * @param shell whether a person enters the statements one by one: declarations are acknowledged, and a job keeps state only
 *     where a setting says so
 * @param quiet whether progress and notes are left out
 */
public record RunOptions(
        @Nullable ResultFormat format,
        boolean fresh,
        @Nullable Path from,
        @Nullable Integer metricsPort,
        @Nullable Duration duration,
        boolean shell,
        boolean quiet) {
    /** Those of the shell. */
    public static final RunOptions SHELL = new RunOptions(null, false, null, null, null, true, false);
}
