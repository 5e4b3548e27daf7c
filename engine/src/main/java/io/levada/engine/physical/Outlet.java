package io.levada.engine.physical;

/**
 * Where a step's output leaves its stage.
 *
 * @param parent index of the step, or {@link Stage#INPUT}
 * @param toStage id of the stage that takes it
 * @param exchange which worker of it
 */
public record Outlet(int parent, int toStage, Exchange exchange) {}
