package io.levada.sql.convert;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.plan.JoinKind;
import io.levada.sql.optimize.Exprs;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Joins of streams. Every condition, of the join itself and of the filters above it, goes to where it costs least:
 *
 * <pre>
 *   Filter(a.x = b.y, a.v > 3, b.w IS NULL)          Filter(b.w IS NULL)
 *     LeftJoin(a.k = b.k, b.u = 7)              =>     LeftJoin(a.k = b.k, a.x = b.y)
 *       a                                                Filter(a.v > 3)  a
 *       b                                                Filter(b.u = 7)  b
 * </pre>
 *
 * The filter on both sides becomes part of the join only where that is an inner one.
 */
final class Joins {
    private final Places places;

    Joins(Places places) {
        this.places = places;
    }

    /** @param above conditions over the join's output */
    Stream convert(LogicalJoin join, List<RexNode> above, PlanConverter converter) {
        List<RexNode> filters =
                above.stream().flatMap(c -> RelOptUtil.conjunctions(c).stream()).toList();
        JoinRelType type = RelOptUtil.simplifyJoin(
                join, com.google.common.collect.ImmutableList.copyOf(filters), join.getJoinType());
        Split split = new Split(type, join.getLeft().getRowType().getFieldCount());
        RelOptUtil.conjunctions(join.getCondition()).forEach(split::on);
        filters.forEach(split::above);
        Stream left = converter.filtered(join.getLeft(), split.toLeft);
        Stream right = converter.filtered(join.getRight(), split.toRight);
        Stream joined = new JoinBuilder(left, right, kind(type), places).build(split.within, names(join));
        Expr after = Exprs.and(ExprConverter.over(joined).convertAll(split.after));
        return after == null ? joined : Calcs.filter(joined, after);
    }

    private static List<String> names(LogicalJoin join) {
        return join.getRowType().getFieldNames();
    }

    private JoinKind kind(JoinRelType type) {
        return switch (type) {
            case INNER -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case RIGHT -> JoinKind.RIGHT;
            case FULL -> JoinKind.FULL;
            case SEMI -> JoinKind.SEMI;
            case ANTI -> JoinKind.ANTI;
            default ->
                throw new LevadaException(
                        ErrorCode.SQL_UNSUPPORTED, type + " JOIN is not there yet", places.join(), null, null);
        };
    }

    /** Who gets which condition. */
    private static final class Split {
        private final JoinRelType type;
        private final int leftWidth;
        private final List<RexNode> toLeft = new ArrayList<>();
        private final List<RexNode> toRight = new ArrayList<>();
        private final List<RexNode> within = new ArrayList<>();
        private final List<RexNode> after = new ArrayList<>();

        Split(JoinRelType type, int leftWidth) {
            this.type = type;
            this.leftWidth = leftWidth;
        }

        /** Of the join: a side whose lonely rows aren't told needs none that don't fulfil it. */
        void on(RexNode condition) {
            if (!push(condition, !keepsLeft(), !type.generatesNullsOnLeft())) {
                within.add(condition);
            }
        }

        private boolean keepsLeft() {
            return type.generatesNullsOnRight() || type == JoinRelType.ANTI;
        }

        /** Of a filter over the join: what speaks of rows as they were before. */
        void above(RexNode condition) {
            if (push(condition, !type.generatesNullsOnLeft(), !type.generatesNullsOnRight())) {
                return;
            }
            (type == JoinRelType.INNER ? within : after).add(condition);
        }

        private boolean push(RexNode condition, boolean leftAllowed, boolean rightAllowed) {
            ImmutableBitSet columns = RelOptUtil.InputFinder.bits(condition);
            if (!RexUtil.isDeterministic(condition)) {
                return false;
            }
            if (leftAllowed && columns.length() <= leftWidth) {
                toLeft.add(condition);
                return true;
            }
            if (rightAllowed && (columns.isEmpty() || columns.nth(0) >= leftWidth)) {
                toRight.add(RexUtil.shift(condition, -leftWidth));
                return true;
            }
            return false;
        }
    }
}
