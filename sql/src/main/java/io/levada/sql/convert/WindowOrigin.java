package io.levada.sql.convert;

import io.levada.core.plan.WindowAssign;
import org.jspecify.annotations.Nullable;

/** Where window bounds come from; compared by identity. */
final class WindowOrigin {
    private final @Nullable WindowAssign assign;
    private final boolean processingTime;

    /** @param assign the node that appends the bounds; null when an aggregation below did */
    WindowOrigin(@Nullable WindowAssign assign, boolean processingTime) {
        this.assign = assign;
        this.processingTime = processingTime;
    }

    @Nullable
    WindowAssign assign() {
        return assign;
    }

    boolean processingTime() {
        return processingTime;
    }
}
