package io.levada.engine.job;

import io.levada.core.plan.StreamPlan;

/** The door: runs plans. */
public final class Engine {
    private Engine() {}

    /**
     * Starts a job and returns at once; what goes wrong from here on, also while it starts, is the job's failure.
     *
     * <p>The job has threads of its own: one per worker, and a few that wait for the outside.
     */
    public static JobHandle start(StreamPlan plan, JobEnvironment environment) {
        return Job.start(plan, environment, OperatorFactory.standard(plan.settings()));
    }
}
