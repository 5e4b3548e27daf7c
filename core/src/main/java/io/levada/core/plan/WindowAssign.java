package io.levada.core.plan;

import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.List;

/**
 * A window table function whose rows are used as they are: each row once for each of its windows, with window_start,
 * window_end (TIMESTAMP(3)) and window_time (the time attribute's type) appended. Where an aggregation by window stands
 * right above, the front end makes a {@link WindowAggregate} instead.
 *
 * @param window not {@link WindowSpec.Attached}
 * @param time input column of the time attribute
 * @param processingTime whether rows are put into windows by the clock instead
 */
public record WindowAssign(PlanNode input, WindowSpec window, int time, boolean processingTime) implements PlanNode {
    public WindowAssign {
        if (window instanceof WindowSpec.Attached) {
            throw new IllegalArgumentException("windows are attached already");
        }
    }

    @Override
    public RowType rowType() {
        List<Field> fields = new ArrayList<>(input.rowType().fields());
        DataType bound = DataType.timestamp(3).notNull();
        fields.add(new Field("window_start", bound));
        fields.add(new Field("window_end", bound));
        fields.add(new Field("window_time", input.rowType().type(time).notNull()));
        return new RowType(fields);
    }

    @Override
    public ChangelogMode mode() {
        return input.mode();
    }

    @Override
    public List<PlanNode> inputs() {
        return List.of(input);
    }
}
