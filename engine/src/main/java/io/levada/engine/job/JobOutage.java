package io.levada.engine.job;

import java.util.Set;

/**
 * An outside system that a job waits for.
 *
 * @param system as it stands in a sentence: "the broker at localhost:9092"
 * @param sources tables that can't be read meanwhile, as far as their readers run
 * @param written whether somebody who writes waits for it too: a sink, or who decides checkpoints
 */
public record JobOutage(String system, Set<String> sources, boolean written) {
    public JobOutage {
        sources = Set.copyOf(sources);
    }
}
