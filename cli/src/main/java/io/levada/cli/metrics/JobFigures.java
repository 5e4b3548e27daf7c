package io.levada.cli.metrics;

import io.levada.core.data.Watermark;
import io.levada.engine.job.FigureRegistry;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.JobStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a job counted, in the names and units that Prometheus expects: seconds, bytes, {@code levada_} in front. */
final class JobFigures {
    private static final double NANOS = 1e-9;
    private static final double MICROS = 1e-6;
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};
    /** A connector may write labels of its own behind the name: {@code kafka_lag{partition="flights-0"}}. */
    private static final Pattern NAME = Pattern.compile("([^{]+)(?:\\{(.*)})?");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private JobFigures() {}

    /** All figures of the job as of now. */
    static Collection<Figure> of(JobHandle job) {
        List<Figure> all = new ArrayList<>();
        Map<Map<String, String>, LongSummaryStatistics> lags = new HashMap<>();
        for (FigureRegistry.Figure figure : job.figures().all()) {
            Figure shown = shown(figure);
            all.add(shown);
            if (shown.name().endsWith(".lag")) {
                Map<String, String> source =
                        Map.of("job", job.name(), "operator", shown.labels().getOrDefault("operator", ""));
                lags.computeIfAbsent(source, ignored -> new LongSummaryStatistics())
                        .accept((long) shown.value());
            }
            if (figure.name().equals("watermark_micros")) {
                watermarkLag(shown, figure.value().getAsLong()).ifPresent(all::add);
            }
        }
        lags.forEach((source, lag) ->
                all.add(new Figure("levada.source.lag.skew", source, false, lag.getMax() - lag.getMin())));
        ofTheJob(job, all);
        return all;
    }

    private static Figure shown(FigureRegistry.Figure figure) {
        Matcher name = NAME.matcher(figure.name());
        Map<String, String> labels = new HashMap<>(figure.labels());
        String bare = figure.name();
        if (name.matches()) {
            bare = name.group(1);
            String own = name.group(2);
            Matcher label = LABEL.matcher(own == null ? "" : own);
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        double value = figure.value().getAsLong();
        String dotted = "levada." + bare.replace('_', '.');
        if (dotted.endsWith(".nanos")) {
            return new Figure(unit(dotted, ".nanos"), labels, figure.counter(), value * NANOS);
        }
        if (dotted.endsWith(".micros")) {
            boolean known = value > Watermark.IDLE && value < Watermark.END;
            return new Figure(unit(dotted, ".micros"), labels, figure.counter(), known ? value * MICROS : Double.NaN);
        }
        return new Figure(dotted, labels, figure.counter(), value);
    }

    private static String unit(String name, String unit) {
        return name.substring(0, name.length() - unit.length()) + ".seconds";
    }

    private static java.util.Optional<Figure> watermarkLag(Figure watermark, long micros) {
        if (micros <= Watermark.IDLE || micros == Watermark.END) {
            return java.util.Optional.empty();
        }
        double lag = System.currentTimeMillis() / 1e3 - watermark.value();
        return java.util.Optional.of(new Figure("levada.watermark.lag.seconds", watermark.labels(), false, lag));
    }

    private static void ofTheJob(JobHandle job, List<Figure> all) {
        for (double quantile : QUANTILES) {
            Map<String, String> withQuantile = Map.of("job", job.name(), "quantile", Double.toString(quantile));
            all.add(new Figure("levada.latency.seconds", withQuantile, false, job.latencyNanos(quantile) * NANOS));
        }
        for (JobStatus status : JobStatus.values()) {
            Map<String, String> withStatus = Map.of("job", job.name(), "status", status.name());
            all.add(new Figure("levada.job.status", withStatus, false, job.status() == status ? 1 : 0));
        }
    }
}
