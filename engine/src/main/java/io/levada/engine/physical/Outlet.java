package io.levada.engine.physical;

/**
 * Where a step's output leaves its stage.
 *
 * @param parent index of the step, or {@link Stage#INPUT}
 * @param toStage id of the stage that takes it
 * @param input which input of that stage's first step it feeds; 0 but for steps with two
 * @param exchange which worker of it
 */
public record Outlet(int parent, int toStage, int input, Exchange exchange) {}
