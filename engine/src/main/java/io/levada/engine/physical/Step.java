package io.levada.engine.physical;

import io.levada.core.plan.PlanNode;

/**
 * One node at its place in a stage.
 *
 * @param id unique in the plan and the same whenever the same plan is cut again: state is kept under it
 * @param parent index in {@link Stage#steps()} of the step whose output it takes, or {@link Stage#INPUT}
 */
public record Step(int id, PlanNode node, int parent) {}
