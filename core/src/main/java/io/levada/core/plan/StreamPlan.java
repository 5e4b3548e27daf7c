package io.levada.core.plan;

import io.levada.core.config.Settings;
import java.util.List;

/**
 * One job: everything that an INSERT, a statement set or a SELECT runs. Inputs that several sinks share are the same
 * object and run once (compare by identity).
 *
 * @param settings the job's settings, as {@link io.levada.core.config.JobOptions} lists them
 */
public record StreamPlan(List<Sink> sinks, Settings settings) {
    public StreamPlan {
        sinks = List.copyOf(sinks);
        if (sinks.isEmpty()) {
            throw new IllegalArgumentException("a plan without a sink");
        }
    }
}
