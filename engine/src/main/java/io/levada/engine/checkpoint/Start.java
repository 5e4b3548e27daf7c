package io.levada.engine.checkpoint;

import io.levada.engine.checkpoint.store.RestoredState;
import org.jspecify.annotations.Nullable;

/**
 * From where a job goes on.
 *
 * @param state null when it begins anew
 * @param lastId the greatest checkpoint number that was ever used
 * @param older number of the checkpoint that is kept beside the restored one; 0 for none
 */
public record Start(@Nullable RestoredState state, long lastId, long older) {
    /** Whether the restored checkpoint is that of the end: its output is to be made visible, and nothing follows. */
    public boolean hasEnded() {
        return state != null && state.manifest().ended();
    }

    /** The number of the restored checkpoint; 0 when the job begins anew. */
    public long restored() {
        return state == null ? 0 : state.manifest().id();
    }
}
