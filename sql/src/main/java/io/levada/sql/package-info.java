/**
 * Flink SQL text to a {@link io.levada.core.plan.StreamPlan}. The public door of the module: no type of Calcite or of
 * the grammar passes it. The way is {@code parse} (text to syntax tree), {@code bind} (names and types), {@code convert}
 * (algebra to our plan), {@code optimize} (a better plan). Uses {@code core}. Start at
 * {@link io.levada.sql.SqlSession}.
 */
@NullMarked
package io.levada.sql;

import org.jspecify.annotations.NullMarked;
