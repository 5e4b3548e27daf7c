package io.levada.engine.job;

import io.levada.core.plan.Join;
import io.levada.core.plan.StreamPlan;
import io.levada.engine.operator.BestOfWindow;
import io.levada.engine.physical.Exchange;
import io.levada.engine.physical.Outlet;
import io.levada.engine.physical.PhysicalPlan;
import io.levada.engine.physical.PhysicalPlanner;
import io.levada.engine.physical.Step;
import org.jspecify.annotations.Nullable;

/** The stages of a plan as text, as EXPLAIN shows them: with what becomes of rows on their way from one to the next. */
public final class Stages {
    private static final String COMBINED = "rows of a key combined";
    private static final String BESTS = "only what may be the best";

    private final PhysicalPlan plan;
    private final OperatorFactory factory;

    private Stages(StreamPlan plan) {
        this.plan = PhysicalPlanner.plan(plan);
        factory = OperatorFactory.standard(plan.settings());
    }

    public static String of(StreamPlan plan) {
        Stages stages = new Stages(plan);
        return stages.plan.text(stages::onTheWay);
    }

    private @Nullable String onTheWay(Outlet outlet) {
        if (!(outlet.exchange() instanceof Exchange.Hash)) {
            return null;
        }
        Step receiver = plan.stages().get(outlet.toStage()).steps().get(0);
        if (receiver.exchanged() && factory.combiner(receiver.node()) != null) {
            return COMBINED;
        }
        return receiver.node() instanceof Join join && outlet.input() == 0 && BestOfWindow.of(join) != null
                ? BESTS
                : null;
    }
}
