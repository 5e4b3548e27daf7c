package io.levada.cli.demo.replay;

/**
 * How far a replay has come.
 *
 * @param skipped records that the topic already held
 * @param published events that the broker has acknowledged, poison not counted
 * @param poison unreadable records that the broker has acknowledged
 * @param total records in the source, poison included
 * @param eventMillis the event time reached, in milliseconds since 1970 on the clock of the data; 0 before the first
 * @param done whether nothing more will be published
 */
public record ReplayProgress(long skipped, long published, long poison, long total, long eventMillis, boolean done) {}
