package io.levada.engine.physical;

import io.levada.core.plan.PlanText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stages of a job; those that give stand before those that take. A stage's id is its index. */
public record PhysicalPlan(List<Stage> stages) {
    public PhysicalPlan {
        stages = List.copyOf(stages);
    }

    /** Every step, sources included, by id. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Stage stage : stages) {
            if (stage.source() != null) {
                steps.add(stage.source());
            }
            steps.addAll(stage.steps());
        }
        steps.sort(java.util.Comparator.comparingInt(Step::id));
        return steps;
    }

    @Override
    public String toString() {
        return text(outlet -> null);
    }

    /**
     * One line for each stage, one for each exchange: for EXPLAIN and for tests.
     *
     * @param onTheWay says what becomes of rows on their way through an outlet; null for nothing
     */
    public String text(Function<Outlet, @Nullable String> onTheWay) {
        StringBuilder out = new StringBuilder();
        for (Stage stage : stages) {
            out.append("stage ").append(stage.id()).append('\n');
            if (stage.source() != null) {
                out.append("  ")
                        .append(PlanText.describe(stage.source().node()))
                        .append('\n');
            }
            for (Step step : stage.steps()) {
                out.append("  ").append("  ".repeat(depth(stage, step.parent())));
                out.append(PlanText.describe(step.node())).append('\n');
            }
            for (Outlet outlet : stage.outlets()) {
                out.append("  ").append("  ".repeat(depth(stage, outlet.parent())));
                out.append("=> stage ").append(outlet.toStage());
                out.append(
                        switch (outlet.exchange()) {
                            case Exchange.Forward f -> " (same worker";
                            case Exchange.Hash h -> " (by hash of " + h.keys();
                            case Exchange.Single s -> " (one worker";
                        });
                String what = onTheWay.apply(outlet);
                out.append(what == null ? ")" : ", " + what + ")");
                out.append(outlet.input() == 0 ? "" : ", input " + outlet.input());
                out.append('\n');
            }
        }
        return out.toString();
    }

    private static int depth(Stage stage, int step) {
        int depth = stage.source() == null ? 0 : 1;
        for (int i = step; i != Stage.INPUT; i = stage.steps().get(i).parent()) {
            depth++;
        }
        return depth;
    }
}
