package io.levada.bench.growth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one process measured; NaN is what it wasn't asked for.
 *
 * @param cpuNanos of the process for one event, source and checkpoints included
 * @param perSecond events
 * @param bytesPerKey of state
 * @param pauseP99Millis for how long barriers kept a worker from rows
 * @param checkpointBytes that a checkpoint wrote, on average
 * @param changes events between two checkpoints, on average
 */
record GrowthFigures(
        double cpuNanos,
        double perSecond,
        double bytesPerKey,
        double pauseP99Millis,
        double pauseMaxMillis,
        double checkpointBytes,
        double changes) {

    static final GrowthFigures NONE =
            new GrowthFigures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    static GrowthFigures parse(String line) {
        String[] words = line.split(" ", -1);
        double[] values = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            values[i] = Double.parseDouble(words[i]);
        }
        return new GrowthFigures(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
    }

    String toLine() {
        return String.format(
                Locale.ROOT,
                "%s %s %s %s %s %s %s",
                cpuNanos,
                perSecond,
                bytesPerKey,
                pauseP99Millis,
                pauseMaxMillis,
                checkpointBytes,
                changes);
    }

    /** Of each figure the middle one of all, so that one bad minute of the machine doesn't count; the worst of the pauses. */
    static GrowthFigures median(List<GrowthFigures> all) {
        return new GrowthFigures(
                median(all, GrowthFigures::cpuNanos),
                median(all, GrowthFigures::perSecond),
                median(all, GrowthFigures::bytesPerKey),
                median(all, GrowthFigures::pauseP99Millis),
                all.stream().mapToDouble(GrowthFigures::pauseMaxMillis).max().orElse(Double.NaN),
                median(all, GrowthFigures::checkpointBytes),
                median(all, GrowthFigures::changes));
    }

    private static double median(List<GrowthFigures> all, ToDoubleFunction<GrowthFigures> figure) {
        return median(all.stream().mapToDouble(figure).toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
