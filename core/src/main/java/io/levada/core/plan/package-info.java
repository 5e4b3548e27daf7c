/**
 * The plan of a query: typed, sealed, printable, ours. The front end makes it, the engine runs it. Uses {@code type},
 * {@code expr}, {@code catalog}. Start at {@link io.levada.core.plan.PlanNode}; {@link io.levada.core.plan.PlanText}
 * prints it.
 */
@NullMarked
package io.levada.core.plan;

import org.jspecify.annotations.NullMarked;
