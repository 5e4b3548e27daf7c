/**
 * SQL aggregates over records: COUNT, SUM, AVG, MIN, MAX and their kin with DISTINCT, FILTER and retraction, as loops over
 * a batch's columns. Used by the grouping operators, with or without windows.
 *
 * <p>Takes aggregate calls of the plan and selected rows of batches, gives result columns. Uses {@code core} and
 * {@code engine.state}. Start at {@link io.levada.engine.aggregate.Aggregates}.
 */
@NullMarked
package io.levada.engine.aggregate;

import org.jspecify.annotations.NullMarked;
