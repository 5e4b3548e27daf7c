package io.levada.tests.golden;

import java.util.Map;

/** A way of running a query that must not change its answer. */
enum Regime {
    PLAIN(Map.of("parallelism.default", "1"), false),
    ROW_BY_ROW(Map.of("parallelism.default", "1", "levada.batch-size", "1"), false),
    BATCHES_OF_SEVEN(Map.of("parallelism.default", "1", "levada.batch-size", "7"), false),
    TWO_WORKERS(Map.of("parallelism.default", "2", "levada.batch-size", "3"), false),
    INTERPRETED(Map.of("parallelism.default", "1", "levada.codegen.interpreter", "true"), false),
    STOPPED_AND_RESTORED(Map.of("parallelism.default", "2", "levada.batch-size", "1"), true);

    private final Map<String, String> settings;
    private final boolean interrupted;

    Regime(Map<String, String> settings, boolean interrupted) {
        this.settings = settings;
        this.interrupted = interrupted;
    }

    Map<String, String> settings() {
        return settings;
    }

    /** Whether the job is stopped in its midst and goes on, with another number of workers, from what it saved. */
    boolean interrupted() {
        return interrupted;
    }
}
