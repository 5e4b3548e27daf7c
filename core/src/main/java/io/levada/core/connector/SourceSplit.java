package io.levada.core.connector;

/**
 * A part of a table that is read in order by one reader: a partition, a file.
 *
 * @param id stable and unique in the table
 * @param position where to go on, in the connector's own encoding; part of checkpoints
 */
public record SourceSplit(String id, byte[] position) {}
