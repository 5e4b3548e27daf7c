package io.levada.engine.physical;

import io.levada.core.plan.PlanNode;

/**
 * One node at its place in a stage.
 *
 * @param id unique in the plan and the same whenever the same plan is cut again: state is kept under it
 * @param parent index in {@link Stage#steps()} of the step whose output it takes, or {@link Stage#INPUT}
 * @param exchanged whether its rows come by the hash of its keys, so that they may be combined before they are sent
 */
public record Step(int id, PlanNode node, int parent, boolean exchanged) {}
