package io.levada.engine.checkpoint;

/**
 * How checkpoints go.
 *
 * @param completed how many since the job was started
 * @param lastId the newest one; 0 before the first
 * @param lastDurationNanos from the barriers' start to the last sink's apply
 * @param lastBytes of state that were written
 */
public record CheckpointFigures(long completed, long lastId, long lastDurationNanos, long lastBytes) {
    public static final CheckpointFigures NONE = new CheckpointFigures(0, 0, 0, 0);
}
