/**
 * SQL aggregates over records: COUNT, SUM, AVG, MIN, MAX and their kin with DISTINCT, FILTER and retraction, as loops over
 * a batch's columns. Used by the grouping operators, with or without windows.
 *
 * <p>Takes aggregate calls of the plan and selected rows of batches, gives result columns. Uses {@code core},
 * {@code engine.state} and, for loops over several aggregates at once, {@code engine.codegen}. Start at
 * {@link io.levada.engine.aggregate.Aggregates}.
 */
@NullMarked
package io.levada.engine.aggregate;

import org.jspecify.annotations.NullMarked;
