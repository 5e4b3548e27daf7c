package io.levada.engine.operator;

import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An operator's state at a barrier. Written by another thread while the operator goes on: it must share nothing that the
 * operator still changes.
 */
public interface FrozenState {
    /** The key groups that hold anything. */
    int[] groups();

    /** Writes one group so that {@link Operator#restoreGroup} can read it, whatever the number of workers then is. */
    void writeGroup(int keyGroup, DataOutput out) throws IOException;

    /** Whether {@link #writeShared} has anything to write. */
    default boolean hasShared() {
        return false;
    }

    /** Writes what doesn't belong to a key. */
    default void writeShared(DataOutput out) throws IOException {}

    /**
     * The same as {@link #writeGroup} writes, but entry by entry, so that a checkpoint may write only those that changed.
     * Null when the operator can't say what changed: then all of it is written.
     */
    default @Nullable FrozenEntries entries() {
        return null;
    }

    /** Called once, after the last write or when the checkpoint is given up: pages may be reused. */
    default void release() {}
}
