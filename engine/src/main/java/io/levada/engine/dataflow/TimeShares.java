package io.levada.engine.dataflow;

import io.levada.engine.time.Clock;
import java.util.Arrays;

/**
 * Divides a task's time among steps that call each other: {@link #end} says what a step took without those that it called.
 * Costs two looks at the clock for a batch and step.
 */
final class TimeShares {
    private final Clock clock;
    private long[] starts = new long[8];
    private long[] called = new long[8];
    private int depth;

    TimeShares(Clock clock) {
        this.clock = clock;
    }

    void begin() {
        if (depth == starts.length) {
            starts = Arrays.copyOf(starts, depth * 2);
            called = Arrays.copyOf(called, depth * 2);
        }
        called[depth] = 0;
        starts[depth++] = clock.nanoTime();
    }

    /** @return nanoseconds of its own since the {@link #begin} that belongs to it */
    long end() {
        long all = clock.nanoTime() - starts[--depth];
        if (depth > 0) {
            called[depth - 1] += all;
        }
        return all - called[depth];
    }
}
