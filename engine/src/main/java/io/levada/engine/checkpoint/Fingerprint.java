package io.levada.engine.checkpoint;

import io.levada.core.catalog.Table;
import io.levada.core.plan.Calc;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.PlanText;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.Union;
import io.levada.core.plan.WatermarkAssigner;
import io.levada.engine.physical.PhysicalPlan;
import io.levada.engine.physical.Step;

/**
 * What of a plan its state depends on, as text: the steps that keep state, under their ids, with the types that they take
 * and give. A checkpoint fits a plan with the same text; a filter or a projection may change in between.
 */
public final class Fingerprint {
    private Fingerprint() {}

    public static String of(PhysicalPlan plan) {
        StringBuilder out = new StringBuilder();
        for (Step step : plan.steps()) {
            PlanNode node = step.node();
            if (node instanceof Calc || node instanceof Union || node instanceof WatermarkAssigner) {
                continue;
            }
            out.append(step.id()).append(' ').append(PlanText.describe(node)).append(connector(node));
            out.append(' ');
            node.inputs().forEach(input -> out.append(input.rowType()).append(' '));
            out.append("-> ").append(node.rowType()).append('\n');
        }
        return out.toString();
    }

    /** Positions and committables are in the connector's own form. */
    private static String connector(PlanNode node) {
        Table table = switch (node) {
            case Scan scan -> scan.table();
            case Sink sink -> sink.table();
            default -> null;
        };
        return table == null ? "" : " (" + table.options().values().get("connector") + ")";
    }

    /** The first line in which two differ, for the error message. */
    public static String difference(String then, String now) {
        String[] before = then.split("\n");
        String[] after = now.split("\n");
        for (int i = 0; i < Math.max(before.length, after.length); i++) {
            String old = i < before.length ? before[i] : "(nothing)";
            String current = i < after.length ? after[i] : "(nothing)";
            if (!old.equals(current)) {
                return "then: " + old + "; now: " + current;
            }
        }
        return "";
    }
}
