package io.levada.cli.demo.replay;

/**
 * One record to publish.
 *
 * @param eventMillis when it happened, on the clock of the data, in milliseconds since 1970
 * @param dueMillis when it became known, on the same clock: never before it happened
 * @param key the record's key, UTF-8
 * @param value the record's value; JSON unless it is poison
 * @param poison whether no reader of the topic can make sense of it
 */
record ReplayEvent(long eventMillis, long dueMillis, byte[] key, byte[] value, boolean poison) {}
