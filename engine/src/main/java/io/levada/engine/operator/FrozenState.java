package io.levada.engine.operator;

import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * An operator's state at a barrier. Written by another thread while the operator goes on: it must share nothing that the
 * operator still changes.
 */
public interface FrozenState {
    /**
     * What belongs to keys. {@link Operator#restoreGroup} is given the parts of a key group in this order, whatever the
     * number of workers then is; of an only part a group may come in several pieces. Parts may come and go.
     */
    default List<FrozenEntries> parts() {
        return List.of();
    }

    /** Whether {@link #writeShared} has anything to write. */
    default boolean hasShared() {
        return false;
    }

    /** Writes what doesn't belong to a key. */
    default void writeShared(DataOutput out) throws IOException {}

    /** Called once, after the last write or when the checkpoint is given up: pages may be reused. */
    default void release() {}
}
