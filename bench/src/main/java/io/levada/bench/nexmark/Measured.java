package io.levada.bench.nexmark;

import io.levada.connector.standard.nexmark.MeasuredRuns.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One query's figures.
 *
 * @param levada null when it couldn't be run
 * @param flink null when it wasn't run, or couldn't be
 * @param hand the hand-written loop's; null where there is none
 * @param dense the same, knowing that ids have no gaps; null where that makes no difference
 * @param streams Kafka Streams'; null when it wasn't run, or couldn't be
 * @param remark why something is missing; empty for nothing
 */
record Measured(
        String query,
        @Nullable Figures levada,
        @Nullable Figures flink,
        @Nullable Figures hand,
        @Nullable Figures dense,
        @Nullable Figures streams,
        String remark) {

    /** Levada ÷ Flink in events per CPU-second; NaN when there is none. */
    double ratio() {
        return levada == null || flink == null ? Double.NaN : levada.perCpuSecond() / flink.perCpuSecond();
    }

    /** Hand-written loop ÷ Levada; NaN when there is none. */
    double handRatio() {
        return ofLevada(hand);
    }

    /** Hand-written loop that knows the ids ÷ Levada; NaN when there is none. */
    double denseRatio() {
        return ofLevada(dense);
    }

    private double ofLevada(@Nullable Figures loop) {
        return levada == null || loop == null ? Double.NaN : loop.perCpuSecond() / levada.perCpuSecond();
    }

    static double geometricMean(List<Measured> all) {
        return Math.exp(all.stream()
                .mapToDouble(Measured::ratio)
                .filter(r -> !Double.isNaN(r))
                .map(Math::log)
                .average()
                .orElse(Double.NaN));
    }

    /** The query with the least ratio; null when none has one. */
    static @Nullable Measured least(List<Measured> all) {
        return all.stream()
                .filter(m -> !Double.isNaN(m.ratio()))
                .min(java.util.Comparator.comparingDouble(Measured::ratio))
                .orElse(null);
    }
}
