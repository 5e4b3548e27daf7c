/**
 * A plan to stages. Takes a {@link io.levada.core.plan.StreamPlan}, gives a {@link io.levada.engine.physical.PhysicalPlan}:
 * operators that run fused, and the exchanges between them. Pure: no threads, no operators yet. Uses {@code core.plan}.
 *
 * <p>Start at {@link io.levada.engine.physical.PhysicalPlanner}: its one {@code switch} says how each node is placed.
 */
@NullMarked
package io.levada.engine.physical;

import org.jspecify.annotations.NullMarked;
