package io.levada.core.plan;

import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.List;

/**
 * Top-N: the rows that stand from the {@code from}th to the {@code to}th place of their partition. Rows that are equal in
 * the order stand as they came. The output: the input's columns, then the place (BIGINT) where it is asked for.
 *
 * @param partition input columns; none means one partition
 * @param from counted from 1
 * @param to {@link #OPEN} while the front end hasn't seen the filter yet
 * @param rowNumber whether the place is shown; then every row that moves to another place is told
 * @param mode {@code RETRACT} to tell the row before an update, {@code UPSERT} when nobody above needs it
 */
public record Rank(
        PlanNode input,
        List<Integer> partition,
        List<SortKey> order,
        long from,
        long to,
        boolean rowNumber,
        ChangelogMode mode)
        implements PlanNode {
    public static final long OPEN = Long.MAX_VALUE;

    public Rank {
        partition = List.copyOf(partition);
        order = List.copyOf(order);
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("places " + from + " to " + to);
        }
    }

    /** The input's columns with the place behind them. */
    static RowType withPlace(RowType input, boolean rowNumber) {
        List<Field> fields = new ArrayList<>(input.fields());
        if (rowNumber) {
            fields.add(new Field("row_number", DataType.BIGINT.notNull()));
        }
        return new RowType(fields);
    }

    @Override
    public RowType rowType() {
        return withPlace(input.rowType(), rowNumber);
    }

    @Override
    public List<PlanNode> inputs() {
        return List.of(input);
    }
}
