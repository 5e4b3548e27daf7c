package io.levada.engine.aggregate;

import io.levada.core.data.Column;

/** Finds the rows that make a difference to a DISTINCT aggregate. */
interface Distinct {
    /**
     * Notes the selected values that aren't NULL.
     *
     * @return the rows with which a value became present in its group (additions) or ceased to be (deletions), in order;
     *     valid until the next call
     */
    Selection add(AggregateState state, Selection rows, Column value);

    /** Adds the values of other groups; {@code toIdOf} says by the id there which group here they belong to. */
    void merge(AggregateState to, int[] toIdOf, AggregateState from, ValueCounts.Arrivals arrivals);

    /** Adds the values of one group to another of the same state; what is left of {@code from} is to be cleared. */
    void mergeGroup(AggregateState state, int to, int from, ValueCounts.Arrivals arrivals);
}
