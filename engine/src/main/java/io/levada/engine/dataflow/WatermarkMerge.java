package io.levada.engine.dataflow;

import io.levada.core.data.Watermark;
import java.util.Arrays;

/**
 * The watermark of a task with several inputs: the least over those that aren't idle. An input that comes back from
 * silence with an earlier time than was promised meanwhile is left out until it has caught up. When all are idle the
 * greatest time that any had reached counts, as in Flink.
 */
final class WatermarkMerge {
    private final long[] marks;
    private final boolean[] idle;
    private final boolean[] behind;
    private long output = Watermark.NONE;
    private boolean allIdle;

    WatermarkMerge(int inputs) {
        marks = new long[inputs];
        Arrays.fill(marks, Watermark.NONE);
        idle = new boolean[inputs];
        behind = new boolean[inputs];
    }

    /** The merged watermark; never goes back. */
    long output() {
        return output;
    }

    /** Whether every input is idle. */
    boolean isIdle() {
        return allIdle;
    }

    /** A watermark came in, {@link Watermark#IDLE} included. */
    void watermark(int input, long micros) {
        if (micros == Watermark.IDLE) {
            idle[input] = true;
        } else {
            if (micros > marks[input]) {
                marks[input] = micros;
            }
            wake(input);
        }
        update();
    }

    /** A batch came in: the input isn't idle any more. */
    void active(int input) {
        if (idle[input]) {
            wake(input);
            update();
        }
    }

    private void wake(int input) {
        if (idle[input]) {
            idle[input] = false;
            behind[input] = true;
        }
        if (marks[input] >= output) {
            behind[input] = false;
        }
    }

    private void update() {
        long least = Long.MAX_VALUE;
        long greatest = Watermark.NONE;
        boolean some = false;
        allIdle = true;
        for (int i = 0; i < marks.length; i++) {
            allIdle &= idle[i];
            greatest = Math.max(greatest, marks[i]);
            if (!idle[i] && !behind[i]) {
                some = true;
                least = Math.min(least, marks[i]);
            }
        }
        if (allIdle) {
            output = Math.max(output, greatest);
        } else if (some) {
            output = Math.max(output, least);
        }
    }
}
