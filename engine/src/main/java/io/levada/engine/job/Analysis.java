package io.levada.engine.job;

import io.levada.core.data.Batch;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.PlanText;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import io.levada.engine.physical.PhysicalPlan;
import io.levada.engine.physical.PhysicalPlanner;
import io.levada.engine.physical.Step;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each operator of a job did, once the job has come to its end: the plan as EXPLAIN prints it, and before each line
 * rows in and out, the share of the time that all workers were busy, and state at its most, in all and on disk.
 */
public final class Analysis {
    private static final String FORMAT = "%12s %12s %6s %10s %10s  %s\n";
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private final PhysicalPlan plan;
    private final FigureRegistry figures;
    private final Map<PlanNode, Integer> steps = new IdentityHashMap<>();
    private final Map<PlanNode, Integer> printed = new IdentityHashMap<>();
    private final Map<String, Map<Integer, Long>> sums = new HashMap<>();
    private final StringBuilder out = new StringBuilder();
    private final long busyNanos;

    private Analysis(PhysicalPlan plan, FigureRegistry figures) {
        this.plan = plan;
        this.figures = figures;
        for (Step step : plan.steps()) {
            steps.put(step.node(), step.id());
        }
        busyNanos = Math.max(1, figures.sum("task_busy_nanos"));
    }

    /** Runs a job whose input ends, and throws its rows away where no table takes them. Throws what makes it fail. */
    public static String of(StreamPlan plan, JobEnvironment environment) throws InterruptedException {
        long start = environment.clock().nanoTime();
        ResultConsumer nobody = new ResultConsumer() {
            @Override
            public void accept(Batch batch) {}
        };
        try (JobHandle job = Engine.start(plan, environment.withResults(nobody))) {
            job.awaitEnd().orThrow();
            double seconds = (environment.clock().nanoTime() - start) / 1e9;
            return new Analysis(PhysicalPlanner.plan(plan), job.figures()).text(plan.sinks(), seconds);
        }
    }

    private String text(List<Sink> sinks, double seconds) {
        out.append(String.format(Locale.ROOT, "ran %.3f s, workers busy %.3f s\n", seconds, busyNanos / 1e9));
        line("rows in", "rows out", "time", "state", "on disk", "operator");
        sinks.forEach(sink -> node(sink, 0));
        return out.toString();
    }

    private void node(PlanNode node, int depth) {
        String indent = "  ".repeat(depth);
        Integer number = printed.get(node);
        if (number != null) {
            line("", "", "", "", "", indent + "(as " + number + " above)");
            return;
        }
        printed.put(node, printed.size() + 1);
        String description = indent + printed.size() + ": " + PlanText.describe(node);
        Integer step = steps.get(node);
        if (step == null) {
            line("", "", "", "", "", description);
        } else {
            line(
                    rows("rows_in", step),
                    rows("rows_out", step),
                    time(node, step),
                    bytes("state_bytes_most", step),
                    bytes("spilled_bytes_most", step),
                    description);
        }
        node.inputs().forEach(input -> node(input, depth + 1));
    }

    private void line(String rowsIn, String rowsOut, String time, String state, String disk, String operator) {
        out.append(String.format(Locale.ROOT, FORMAT, rowsIn, rowsOut, time, state, disk, operator));
    }

    /** Over all workers; -1 where there is no such figure. */
    private long sum(String name, int step) {
        return sums.computeIfAbsent(name, this::sums).getOrDefault(step, -1L);
    }

    private Map<Integer, Long> sums(String name) {
        Map<Integer, Long> byStep = new HashMap<>();
        for (FigureRegistry.Figure figure : figures.all()) {
            String operator = figure.labels().get("operator");
            if (operator != null && figure.name().equals(name)) {
                int step = Integer.parseInt(operator.substring(0, operator.indexOf(' ')));
                byStep.merge(step, figure.value().getAsLong(), Long::sum);
            }
        }
        return byStep;
    }

    private String rows(String name, int step) {
        long rows = sum(name, step);
        return rows < 0 ? "" : String.format(Locale.ROOT, "%,d", rows);
    }

    /** A source's time is what its task has left: reading, decoding, and handing rows over to other workers. */
    private String time(PlanNode node, int step) {
        long nanos = sum("operator_busy_nanos", step);
        if (nanos < 0 && node.inputs().isEmpty()) {
            nanos = sum("task_busy_nanos", step) - ofTheStageOf(step);
        }
        return nanos < 0 ? "" : String.format(Locale.ROOT, "%.1f%%", 100.0 * nanos / busyNanos);
    }

    private long ofTheStageOf(int source) {
        return plan.stages().stream()
                .filter(stage -> stage.source() != null && stage.source().id() == source)
                .flatMap(stage -> stage.steps().stream())
                .mapToLong(step -> Math.max(0, sum("operator_busy_nanos", step.id())))
                .sum();
    }

    private String bytes(String name, int step) {
        double value = sum(name, step);
        if (value <= 0) {
            return "";
        }
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }
}
