package io.levada.cli.run;

import io.levada.core.data.Watermark;
import io.levada.core.plan.Calc;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import io.levada.core.plan.ValuesNode;
import io.levada.engine.job.FigureRegistry;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.JobStatus;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Sums up a job's figures, which are kept for each operator and worker. */
public final class Sampler {
    private final JobHandle job;
    private final Set<String> sources = new HashSet<>();
    private final Set<String> sinks = new HashSet<>();
    private boolean filters;

    public Sampler(JobHandle job, StreamPlan plan) {
        this.job = job;
        plan.sinks().forEach(this::visit);
    }

    private void visit(PlanNode node) {
        switch (node) {
            case Scan scan -> sources.add(scan.table().name());
            case ValuesNode values -> sources.add("Values");
            case Sink sink -> sinks.add(sink.name());
            case Calc calc -> filters |= calc.filter() != null;
            default -> {}
        }
        node.inputs().forEach(this::visit);
    }

    public Sample now() {
        long rowsIn = 0;
        long rowsOut = 0;
        long calcIn = 0;
        long calcOut = 0;
        long late = 0;
        long dead = 0;
        long lag = -1;
        long watermark = Watermark.END;
        for (FigureRegistry.Figure figure : job.figures().all()) {
            long value = figure.value().getAsLong();
            String operator = nameOf(figure);
            String name = figure.name();
            if (name.equals("rows_out") && sources.contains(operator)) {
                rowsIn += value;
            } else if (name.equals("rows_in") && sinks.contains(operator)) {
                rowsOut += value;
            } else if (operator.equals("Calc") && name.equals("rows_in")) {
                calcIn += value;
            } else if (operator.equals("Calc") && name.equals("rows_out")) {
                calcOut += value;
            } else if (name.equals("late_rows")) {
                late += value;
            } else if (name.equals("dead_records")) {
                dead += value;
            } else if (name.startsWith("kafka_lag")) {
                lag = Math.max(lag, 0) + Math.max(value, 0);
            } else if (name.equals("watermark_micros") && operator.equals("Watermark") && value != Watermark.IDLE) {
                watermark = Math.min(watermark, value);
            }
        }
        Set<String> unreachable = unreachable();
        boolean unknown = watermark == Watermark.END;
        return new Sample(
                System.nanoTime(),
                rowsIn,
                rowsOut,
                filters ? calcIn - calcOut : 0,
                late,
                dead,
                unknown ? Watermark.NONE : watermark,
                unreachable.isEmpty() ? lag : -1,
                unreachable,
                job.checkpoints().lastId());
    }

    private Set<String> unreachable() {
        if (job.status() == JobStatus.STARTING || job.status() == JobStatus.RESTARTING) {
            return sources;
        }
        return job.outages().stream()
                .flatMap(outage -> outage.sources().stream())
                .collect(Collectors.toSet());
    }

    /** The operator's name without its number. */
    private static String nameOf(FigureRegistry.Figure figure) {
        String operator = figure.labels().getOrDefault("operator", "");
        return operator.substring(operator.indexOf(' ') + 1);
    }
}
