package io.levada.sql.convert;

import io.levada.core.plan.WindowAggregate.Property;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a stream is besides its type.
 *
 * @param window the window whose bound it is, or null
 * @param property which bound; null where {@code window} is
 */
record ColumnTrait(
        Time time, @Nullable WindowOrigin window, @Nullable Property property) {
    enum Time {
        NONE,
        /** Event time: watermarks follow it. */
        ROWTIME,
        /** Event time of rows that are in windows: watermarks no longer follow it. */
        WINDOWED,
        /** The clock. */
        PROCTIME
    }

    static final ColumnTrait NONE = new ColumnTrait(Time.NONE, null, null);
    static final ColumnTrait ROWTIME = new ColumnTrait(Time.ROWTIME, null, null);
    static final ColumnTrait WINDOWED = new ColumnTrait(Time.WINDOWED, null, null);
    static final ColumnTrait PROCTIME = new ColumnTrait(Time.PROCTIME, null, null);

    static ColumnTrait bound(WindowOrigin window, Property property) {
        Time time = property != Property.TIME ? Time.NONE : window.processingTime() ? Time.PROCTIME : Time.ROWTIME;
        return new ColumnTrait(time, window, property);
    }

    boolean isBound(WindowOrigin origin, Property wanted) {
        return window == origin && property == wanted;
    }
}
