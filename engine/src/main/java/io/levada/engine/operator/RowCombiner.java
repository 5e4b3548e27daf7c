package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.type.RowType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Makes fewer rows of those that go to one operator, batch by batch, before they change workers. Keeps nothing from one batch
 * to the next.
 */
public interface RowCombiner {
    /** Called once, before the first batch. @param zone of the session */
    default void open(ZoneId zone) {}

    /** Of the rows that it makes. */
    RowType rowType();

    /** @return null when none of the rows are needed */
    @Nullable
    Batch combine(Batch batch);

    /** Whether what was made last has columns of numbers of what it was made of. */
    default boolean isShared() {
        return true;
    }

    /** @param sentMark the greatest watermark that went out before the batch */
    default @Nullable Batch combine(Batch batch, long sentMark) {
        return combine(batch);
    }
}
