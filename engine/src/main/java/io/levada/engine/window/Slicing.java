package io.levada.engine.window;

import io.levada.core.plan.WindowSpec;

/**
 * How tumbling, hopping and cumulating windows are made of slices: stretches of equal length that overlapping windows
 * share. A slice and a window are named by their ends. Wall-clock times in microseconds.
 *
 * @param sliceMicros the whole of a tumbling window, the slide of a hopping one, the step of a cumulating one
 * @param windowMicros the longest window, a multiple of the slice
 * @param cumulating whether windows grow from a common start, instead of moving on
 */
public record Slicing(long sliceMicros, long windowMicros, long offsetMicros, boolean cumulating) {

    /** @throws IllegalArgumentException for windows that aren't made of slices */
    public static Slicing of(WindowSpec spec) {
        return switch (spec) {
            case WindowSpec.Tumble w -> new Slicing(w.sizeMicros(), w.sizeMicros(), w.offsetMicros(), false);
            case WindowSpec.Hop w -> new Slicing(w.slideMicros(), w.sizeMicros(), w.offsetMicros(), false);
            case WindowSpec.Cumulate w -> new Slicing(w.stepMicros(), w.maxSizeMicros(), w.offsetMicros(), true);
            default -> throw new IllegalArgumentException("no slices: " + spec);
        };
    }

    public Slicing {
        if (sliceMicros <= 0 || windowMicros % sliceMicros != 0) {
            throw new IllegalArgumentException(
                    "a window of " + windowMicros + " us isn't made of slices of " + sliceMicros + " us");
        }
    }

    /** The end of the slice that a time lies in. */
    public long sliceEnd(long local) {
        long origin = cumulating ? cumulationStart(local) : offsetMicros;
        return local - Math.floorMod(local - origin, sliceMicros) + sliceMicros;
    }

    /** Replaces times by the ends of their slices. Times mostly lie in the slice of the one before: no division then. */
    public void sliceEnds(long[] times, int count) {
        long from = 0;
        long end = 0;
        for (int i = 0; i < count; i++) {
            long time = times[i];
            if (time < from || time >= end) {
                end = sliceEnd(time);
                from = end - sliceMicros;
            }
            times[i] = end;
        }
    }

    private long cumulationStart(long local) {
        return local - Math.floorMod(local - offsetMicros, windowMicros);
    }

    /** The end of the last window that holds the slice; the first ends with the slice itself. */
    public long lastWindowEnd(long sliceEnd) {
        return cumulating
                ? cumulationStart(sliceEnd - sliceMicros) + windowMicros
                : sliceEnd + windowMicros - sliceMicros;
    }

    public long windowStart(long windowEnd) {
        return cumulating ? cumulationStart(windowEnd - sliceMicros) : windowEnd - windowMicros;
    }

    /** Whether each window is one slice. */
    public boolean isTumbling() {
        return sliceMicros == windowMicros;
    }
}
