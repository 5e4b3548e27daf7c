package io.levada.engine.aggregate;

import io.levada.core.data.Column;

/** Shows an aggregate of many groups. */
interface Result {
    /** Appends the results of the groups {@code ids[from]} to {@code ids[from + count - 1]}. */
    void emit(AggregateState state, int[] ids, int from, int count, Column target);
}
