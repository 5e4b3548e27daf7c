package io.levada.core.plan;

import io.levada.core.expr.Expr;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins two streams; both are remembered. The joined columns are those of the left, then those of the right input.
 *
 * @param leftKeys columns that are equal in partners, paired with {@code rightKeys} and of equal types; NULL equals
 *     nothing. None joins every row with every other
 * @param condition what else must hold, over the joined columns; null for nothing
 * @param time with other than {@link JoinTime.Unbounded} rows without a partner are told when they are over, and all
 *     inputs and the output are {@link ChangelogMode#APPEND}
 * @param leftUnique whether at any time there is at most one left row with a key; for inputs with retractions
 * @param output which of the joined columns come out; of {@link JoinKind#SEMI} and ANTI only left ones
 */
public record Join(
        PlanNode left,
        PlanNode right,
        JoinKind kind,
        List<Integer> leftKeys,
        List<Integer> rightKeys,
        @Nullable Expr condition,
        JoinTime time,
        boolean leftUnique,
        boolean rightUnique,
        List<Integer> output,
        ChangelogMode mode,
        RowType rowType)
        implements PlanNode {
    public Join {
        leftKeys = List.copyOf(leftKeys);
        rightKeys = List.copyOf(rightKeys);
        output = List.copyOf(output);
        if (leftKeys.size() != rightKeys.size()) {
            throw new IllegalArgumentException("keys of a join: " + leftKeys + ", " + rightKeys);
        }
        if (output.size() != rowType.size()
                || kind.leftOnly()
                        && output.stream().anyMatch(c -> c >= left.rowType().size())) {
            throw new IllegalArgumentException("columns " + output + " of a join for " + rowType);
        }
    }

    /** The joined columns, nullable where a row of that side may be missing. */
    public static List<Field> joined(RowType left, RowType right, JoinKind kind) {
        List<Field> fields = new ArrayList<>();
        left.fields().forEach(f -> fields.add(kind.keepsRight() ? nullable(f) : f));
        boolean padded = kind == JoinKind.LEFT || kind == JoinKind.FULL;
        right.fields().forEach(f -> fields.add(padded ? nullable(f) : f));
        return fields;
    }

    private static Field nullable(Field field) {
        DataType type = field.type();
        return type.nullable() ? field : new Field(field.name(), type.withNullable(true));
    }

    @Override
    public List<PlanNode> inputs() {
        return List.of(left, right);
    }
}
