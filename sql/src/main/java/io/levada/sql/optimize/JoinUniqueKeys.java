package io.levada.sql.optimize;

import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which columns the rows of a join are unique. Where a row finds one partner at most, its own key stays one; else the
 * keys of both sides together are.
 */
public final class JoinUniqueKeys {
    private JoinUniqueKeys() {}

    /** Whether the rows of a join's input have at most one for each value of these columns. */
    public static boolean isUniqueBy(PlanNode input, List<Integer> columns) {
        List<Integer> key = SinkChecks.uniqueKey(input);
        return key != null && columns.containsAll(key);
    }

    /** Columns of the join's output; null when there are none. */
    static @Nullable List<Integer> of(Join join) {
        List<Integer> left = SinkChecks.uniqueKey(join.left());
        if (join.kind().leftOnly()) {
            return left == null ? null : shown(join, left);
        }
        List<Integer> right = SinkChecks.uniqueKey(join.right());
        int width = join.left().rowType().size();
        List<Integer> rightJoined =
                right == null ? null : right.stream().map(c -> width + c).toList();
        boolean onePartner = right != null && join.rightKeys().containsAll(right);
        boolean onePartnerOfRight = left != null && join.leftKeys().containsAll(left);
        List<Integer> result = null;
        if (left != null && onePartner && !join.kind().keepsRight()) {
            result = shown(join, left);
        }
        if (result == null
                && rightJoined != null
                && onePartnerOfRight
                && !join.kind().keepsLeft()) {
            result = shown(join, rightJoined);
        }
        if (result == null && left != null && rightJoined != null) {
            List<Integer> both = new ArrayList<>(left);
            both.addAll(rightJoined);
            result = shown(join, both);
        }
        return result;
    }

    /** Where the joined columns come out; in an inner join a key of the other side does as well. */
    private static @Nullable List<Integer> shown(Join join, List<Integer> joined) {
        List<Integer> result = new ArrayList<>();
        for (int column : joined) {
            int place = join.output().indexOf(column);
            if (place < 0 && join.kind() == JoinKind.INNER) {
                place = join.output().indexOf(partner(join, column));
            }
            if (place < 0) {
                return null;
            }
            result.add(place);
        }
        return result;
    }

    private static int partner(Join join, int joined) {
        int width = join.left().rowType().size();
        if (joined < width) {
            int key = join.leftKeys().indexOf(joined);
            return key < 0 ? -1 : width + join.rightKeys().get(key);
        }
        int key = join.rightKeys().indexOf(joined - width);
        return key < 0 ? -1 : join.leftKeys().get(key);
    }
}
