package io.levada.engine.physical;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Op;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.Limit;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.Union;
import io.levada.core.plan.ValuesNode;
import io.levada.core.plan.WatermarkAssigner;

/** Which plans go by watermarks. Where nobody does, the greatest time of each batch needn't be looked for. */
public final class TimeUse {
    private TimeUse() {}

    /** Whether some step's answer depends on watermarks; sinks left out. */
    public static boolean isIn(PhysicalPlan plan) {
        return plan.steps().stream().anyMatch(step -> isIn(step.node()));
    }

    private static boolean isIn(PlanNode node) {
        return switch (node) {
            case Calc calc ->
                calc.projections().stream().anyMatch(TimeUse::isIn) || calc.filter() != null && isIn(calc.filter());
            case Scan n -> false;
            case ValuesNode n -> false;
            case WatermarkAssigner n -> false;
            case GroupAggregate n -> false;
            case ChangelogNormalize n -> false;
            case Limit n -> false;
            case Union n -> false;
            case Sink n -> false;
            default -> true;
        };
    }

    private static boolean isIn(Expr expr) {
        return expr instanceof Call call
                && (call.function().equals(Op.CURRENT_WATERMARK)
                        || call.args().stream().anyMatch(TimeUse::isIn));
    }
}
