/**
 * Relational algebra to our plan: time attributes, windows, joins, Top-N, aggregates, explicit casts. The last package
 * that sees Calcite. Start at {@link io.levada.sql.convert.PlanConverter}.
 */
@NullMarked
package io.levada.sql.convert;

import org.jspecify.annotations.NullMarked;
