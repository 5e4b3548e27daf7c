package io.levada.engine.physical;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps that run fused: a tree in which every output is handed on by a method call. Parents stand before children.
 *
 * @param source the scan or the values at the root; null when the stage takes its input from others
 * @param outlets where results leave; sinks are steps and leave by themselves
 */
public record Stage(int id, @Nullable Step source, List<Step> steps, List<Outlet> outlets) {
    /** Stands for the stage's input, or its source, where the index of a step is asked for. */
    public static final int INPUT = -1;

    public Stage {
        steps = List.copyOf(steps);
        outlets = List.copyOf(outlets);
    }
}
