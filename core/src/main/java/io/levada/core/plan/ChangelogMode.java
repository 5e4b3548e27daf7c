package io.levada.core.plan;

/** Which changes a stream may carry. */
public enum ChangelogMode {
    /** {@code +I} only. */
    APPEND,
    /** {@code +I +U -D} by a unique key; the row before an update is not told, and +I may overwrite. */
    UPSERT,
    /** {@code +I -U +U -D}: every row that leaves is told whole. */
    RETRACT
}
