package io.levada.engine.dataflow;

import io.levada.core.connector.SourceSplit;
import io.levada.engine.operator.FrozenState;
import java.util.List;

/**
 * What one task is at a barrier.
 *
 * @param states of the steps that have any
 * @param sourceStep id of the source's step, -1 where the task has no source
 * @param positions of the source's splits
 */
public record TaskSnapshot(int stage, int worker, List<StepState> states, int sourceStep, List<SourceSplit> positions) {
    /** @param step id of the step */
    public record StepState(int step, FrozenState state) {}
}
