package io.levada.engine.job;

import io.levada.core.config.JobOptions;
import io.levada.core.config.Settings;
import io.levada.core.connector.LookupRequest;
import io.levada.core.expr.Expr;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.plan.Deduplicate;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.Join;
import io.levada.core.plan.Limit;
import io.levada.core.plan.LookupJoin;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Rank;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.Union;
import io.levada.core.plan.ValuesNode;
import io.levada.core.plan.WatermarkAssigner;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowRank;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.CalcKernel;
import io.levada.engine.codegen.Kernels;
import io.levada.engine.operator.CalcOperator;
import io.levada.engine.operator.ChangelogNormalizeOperator;
import io.levada.engine.operator.GroupAggregateOperator;
import io.levada.engine.operator.GroupCombiner;
import io.levada.engine.operator.JoinOperator;
import io.levada.engine.operator.KeyedLookupJoinOperator;
import io.levada.engine.operator.LimitOperator;
import io.levada.engine.operator.LookupAsker;
import io.levada.engine.operator.LookupHolder;
import io.levada.engine.operator.LookupJoinOperator;
import io.levada.engine.operator.Operator;
import io.levada.engine.operator.RankOperators;
import io.levada.engine.operator.RowCombiner;
import io.levada.engine.operator.WindowAggregateOperator;
import io.levada.engine.operator.WindowAssignOperator;
import io.levada.engine.operator.WindowCombiner;
import io.levada.engine.operator.WindowRankOperator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Operators for plan nodes. Compiles once for a job; each worker is given its own. */
interface OperatorFactory {
    Supplier<Operator> operator(PlanNode node);

    /**
     * @param exchanged whether rows come to it through an exchange, and so from {@link #combiner} where there is one
     */
    default Supplier<Operator> operator(PlanNode node, boolean exchanged) {
        return operator(node);
    }

    /** What combines rows on their way to the node's operator, a new one at each call; null for nothing. */
    default @Nullable RowCombiner combiner(PlanNode node) {
        return null;
    }

    /** @param holder where the table's rows will be */
    Supplier<Operator> lookup(LookupJoin node, LookupHolder holder);

    /** @param asker gives each worker the way to the table */
    default Supplier<Operator> lookup(LookupJoin node, LookupRequest request, Supplier<LookupAsker> asker) {
        Supplier<Operator> joins = lookup(node, new LookupHolder());
        List<DataType> keyTypes = request.keys().stream()
                .map(k -> request.columns().get(k).type())
                .toList();
        return () ->
                new KeyedLookupJoinOperator((LookupJoinOperator) joins.get(), asker.get(), node.inputKeys(), keyTypes);
    }

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
                    case Join n -> join(n, interpreted);
                    case Rank n -> () -> RankOperators.of(n);
                    case WindowRank n -> () -> new WindowRankOperator(n);
                    case Deduplicate n -> () -> RankOperators.of(n);
                    case Limit n -> () -> new LimitOperator(n);
                    case LookupJoin n -> throw new IllegalArgumentException("needs its table's rows: " + n);
                    case Scan n -> throw noOperator(n);
                    case ValuesNode n -> throw noOperator(n);
                    case WatermarkAssigner n -> throw noOperator(n);
                    case Union n -> throw noOperator(n);
                    case Sink n -> throw noOperator(n);
                };
            }

            @Override
            public Supplier<Operator> operator(PlanNode node, boolean exchanged) {
                if (!exchanged || combiner(node) == null) {
                    return operator(node);
                }
                return switch (node) {
                    case GroupAggregate n -> () -> GroupAggregateOperator.ofCombined(n, interpreted);
                    case WindowAggregate n -> () -> WindowAggregateOperator.ofCombined(n);
                    default -> operator(node);
                };
            }

            @Override
            public @Nullable RowCombiner combiner(PlanNode node) {
                return switch (node) {
                    case GroupAggregate n -> GroupCombiner.of(n, interpreted);
                    case WindowAggregate n -> WindowCombiner.of(n, interpreted);
                    default -> null;
                };
            }

            @Override
            public Supplier<Operator> lookup(LookupJoin node, LookupHolder holder) {
                if (node.condition() == null) {
                    return () -> new LookupJoinOperator(node, holder, null);
                }
                Supplier<CalcKernel> kernels = Kernels.calc(
                        LookupJoinOperator.conditionInput(node),
                        node.condition(),
                        LookupJoinOperator.conditionOutput(node),
                        interpreted);
                return () -> new LookupJoinOperator(node, holder, kernels.get());
            }

            @Override
            public Supplier<CalcKernel> kernel(RowType input, Expr expr) {
                return Kernels.calc(input, null, List.of(expr), interpreted);
            }
        };
    }

    private static Supplier<Operator> join(Join node, boolean interpreted) {
        if (node.condition() == null) {
            return () -> JoinOperator.create(node, null);
        }
        Supplier<CalcKernel> kernels = Kernels.calc(
                JoinOperator.kernelInput(node), node.condition(), JoinOperator.kernelOutput(node), interpreted);
        return () -> JoinOperator.create(node, kernels.get());
    }

    private static IllegalArgumentException noOperator(PlanNode node) {
        return new IllegalArgumentException("the dataflow itself does " + node);
    }
}
