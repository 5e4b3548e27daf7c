package io.levada.core.data;

/**
 * The mark at which a checkpoint cuts the flow.
 *
 * @param last whether the job stops after this checkpoint (stop with savepoint, or the end of bounded input): nothing
 *     follows this barrier
 */
public record Barrier(long checkpointId, boolean last) implements Message {}
