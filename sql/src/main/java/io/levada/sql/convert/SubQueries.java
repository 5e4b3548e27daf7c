package io.levada.sql.convert;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.JoinKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/**
 * {@code IN (SELECT ...)} and {@code EXISTS (SELECT ...)} as conditions of a filter: the rows that have a partner in the
 * subquery, or, after NOT, those that have none. What the subquery asks of the row outside becomes the join's condition:
 *
 * <pre>
 *   Filter(EXISTS(Filter(b.x = $outer.x, b.y > 3) b))   =>   SemiJoin(a.x = b.x)
 *     a                                                          a
 *                                                                Filter(b.y > 3)  b
 * </pre>
 */
final class SubQueries {
    private final PlanConverter converter;
    private final Places places;
    private final RexBuilder rex;
    private final Set<CorrelationId> outer;
    private final RelNode input;

    /** @param filter whose conditions have subqueries */
    SubQueries(PlanConverter converter, Places places, LogicalFilter filter) {
        this.converter = converter;
        this.places = places;
        rex = filter.getCluster().getRexBuilder();
        outer = filter.getVariablesSet();
        input = filter.getInput();
    }

    static boolean hasAny(RexNode condition) {
        return RexUtil.SubQueryFinder.find(condition) != null;
    }

    /**
     * Keeps the rows for which a condition holds.
     *
     * @param condition a subquery or NOT of one
     */
    Stream filter(Stream left, RexNode condition) {
        boolean negated = condition.isA(SqlKind.NOT);
        RexNode asked = negated ? ((RexCall) condition).getOperands().get(0) : condition;
        if (!(asked instanceof RexSubQuery query) || !query.isA(Set.of(SqlKind.IN, SqlKind.EXISTS))) {
            throw unsupported("a subquery as a part of a larger condition");
        }
        Lifted lifted = lift(query.rel);
        Stream right = converter.filtered(lifted.base(), List.of());
        List<RexNode> conditions = new ArrayList<>();
        for (RexNode correlated : lifted.correlated()) {
            conditions.add(overBoth(correlated));
        }
        for (int i = 0; i < query.getOperands().size(); i++) {
            RexNode mine = query.getOperands().get(i);
            RexNode theirs = RexUtil.shift(lifted.outputs().get(i), left.size());
            RexNode equal = rex.makeCall(SqlStdOperatorTable.EQUALS, mine, theirs);
            conditions.add(negated ? notFalse(equal, mine, theirs) : equal);
        }
        return new JoinBuilder(left, right, negated ? JoinKind.ANTI : JoinKind.SEMI, places)
                .build(conditions, left.names());
    }

    /** NOT IN holds only where every comparison is false; one with NULL isn't. */
    private RexNode notFalse(RexNode equal, RexNode mine, RexNode theirs) {
        List<RexNode> any = new ArrayList<>(List.of(equal));
        for (RexNode side : List.of(mine, theirs)) {
            if (side.getType().isNullable()) {
                any.add(rex.makeCall(SqlStdOperatorTable.IS_NULL, side));
            }
        }
        return RexUtil.composeDisjunction(rex, any);
    }

    /**
     * A subquery without what it asks of the row outside.
     *
     * @param base knows nothing of the outside
     * @param outputs the subquery's columns, over those of the base
     * @param correlated conditions over the base's columns and the outer variable
     */
    private record Lifted(RelNode base, List<RexNode> outputs, List<RexNode> correlated) {
        RexNode overBase(RexNode node) {
            return node.accept(new RexShuttle() {
                @Override
                public RexNode visitInputRef(RexInputRef ref) {
                    return outputs.get(ref.getIndex());
                }
            });
        }
    }

    private Lifted lift(RelNode rel) {
        if (RelOptUtil.getVariablesUsed(rel).isEmpty()) {
            return new Lifted(rel, List.copyOf(rex.identityProjects(rel.getRowType())), List.of());
        }
        if (rel instanceof LogicalFilter filter) {
            return liftFilter(filter);
        }
        if (rel instanceof LogicalProject project && !project.containsOver()) {
            return liftProject(project);
        }
        throw unsupported("a column of the outer query elsewhere than in a subquery's WHERE");
    }

    private Lifted liftProject(LogicalProject project) {
        Lifted below = lift(project.getInput());
        List<RexNode> outputs = new ArrayList<>();
        for (RexNode output : project.getProjects()) {
            if (isCorrelated(output)) {
                throw unsupported("a column of the outer query in a subquery's SELECT");
            }
            outputs.add(below.overBase(output));
        }
        return new Lifted(below.base(), outputs, below.correlated());
    }

    private Lifted liftFilter(LogicalFilter filter) {
        Lifted below = lift(filter.getInput());
        List<RexNode> own = new ArrayList<>();
        List<RexNode> correlated = new ArrayList<>(below.correlated());
        for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
            if (!isCorrelated(condition)) {
                own.add(below.overBase(condition));
            } else if (hasAny(condition)) {
                throw unsupported("a column of the outermost query within two subqueries");
            } else {
                correlated.add(below.overBase(condition));
            }
        }
        RelNode base =
                own.isEmpty() ? below.base() : LogicalFilter.create(below.base(), RexUtil.composeConjunction(rex, own));
        return new Lifted(base, below.outputs(), correlated);
    }

    /** Whether it names a column of an outer query, be it in a subquery of its own. */
    private static boolean isCorrelated(RexNode node) {
        boolean[] found = {RexUtil.containsCorrelation(node)};
        node.accept(new RexVisitorImpl<@Nullable Void>(true) {
            @Override
            public @Nullable Void visitSubQuery(RexSubQuery query) {
                found[0] |= !RelOptUtil.getVariablesUsed(query.rel).isEmpty();
                return super.visitSubQuery(query);
            }
        });
        return found[0];
    }

    /** A condition over the base and the outer variable, as one over the left columns and then the base's. */
    private RexNode overBoth(RexNode condition) {
        int width = input.getRowType().getFieldCount();
        return condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new RexInputRef(ref.getIndex() + width, ref.getType());
            }

            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                if (access.getReferenceExpr() instanceof RexCorrelVariable variable) {
                    if (!outer.contains(variable.id)) {
                        throw unsupported("a column of the outermost query within two subqueries");
                    }
                    return rex.makeInputRef(input, access.getField().getIndex());
                }
                return super.visitFieldAccess(access);
            }
        });
    }

    private static LevadaException unsupported(String what) {
        return new LevadaException(ErrorCode.SQL_UNSUPPORTED, what + " is not there yet");
    }
}
