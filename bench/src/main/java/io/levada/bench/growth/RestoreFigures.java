package io.levada.bench.growth;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long a job took from its start to the first event that the operator with the state took.
 *
 * @param seconds from a checkpoint written whole
 * @param bytes of that checkpoint
 * @param chainSeconds from a checkpoint with increments
 * @param chainBytes of that checkpoint
 */
record RestoreFigures(double seconds, double bytes, double chainSeconds, double chainBytes) {
    private static final double MEGA = 1e6;
    private static final double NANO = 1e-9;

    static final RestoreFigures NONE = new RestoreFigures(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    double megabytesPerSecond() {
        return bytes / MEGA / seconds;
    }

    double nanosPerKey(long keys) {
        return seconds / NANO / keys;
    }

    /** Of each figure the middle one of all. */
    static RestoreFigures median(List<RestoreFigures> all) {
        return new RestoreFigures(
                median(all, RestoreFigures::seconds),
                median(all, RestoreFigures::bytes),
                median(all, RestoreFigures::chainSeconds),
                median(all, RestoreFigures::chainBytes));
    }

    private static double median(List<RestoreFigures> all, ToDoubleFunction<RestoreFigures> figure) {
        return GrowthFigures.median(all.stream().mapToDouble(figure).toArray());
    }
}
