package io.levada.engine.job;

import io.levada.core.config.JobOptions;
import io.levada.core.config.Settings;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.Limit;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowAssign;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.CalcKernel;
import io.levada.engine.codegen.Kernels;
import io.levada.engine.operator.CalcOperator;
import io.levada.engine.operator.ChangelogNormalizeOperator;
import io.levada.engine.operator.GroupAggregateOperator;
import io.levada.engine.operator.LimitOperator;
import io.levada.engine.operator.Operator;
import io.levada.engine.operator.WindowAggregateOperator;
import io.levada.engine.operator.WindowAssignOperator;
import java.util.List;
import java.util.function.Supplier;

/** Operators for plan nodes. Compiles once for a job; each worker is given its own. */
interface OperatorFactory {
    Supplier<Operator> operator(PlanNode node);

    /** Evaluates one expression over a batch. */
    Supplier<CalcKernel> kernel(RowType input, Expr expr);

    static OperatorFactory standard(Settings settings) {
        boolean interpreted = settings.get(JobOptions.INTERPRETER);
        return new OperatorFactory() {
            @Override
            public Supplier<Operator> operator(PlanNode node) {
                return switch (node) {
                    case Calc n -> {
                        Supplier<CalcKernel> kernels =
                                Kernels.calc(n.input().rowType(), n.filter(), n.projections(), interpreted);
                        yield () -> new CalcOperator(kernels.get());
                    }
                    case GroupAggregate n -> () -> new GroupAggregateOperator(n);
                    case WindowAggregate n -> () -> WindowAggregateOperator.create(n);
                    case WindowAssign n -> () -> WindowAssignOperator.create(n);
                    case ChangelogNormalize n -> () -> new ChangelogNormalizeOperator(n);
                    case Limit n -> () -> new LimitOperator(n);
                    default ->
                        throw new LevadaException(
                                ErrorCode.SQL_UNSUPPORTED, node.getClass().getSimpleName() + " can't be run yet");
                };
            }

            @Override
            public Supplier<CalcKernel> kernel(RowType input, Expr expr) {
                return Kernels.calc(input, null, List.of(expr), interpreted);
            }
        };
    }
}
