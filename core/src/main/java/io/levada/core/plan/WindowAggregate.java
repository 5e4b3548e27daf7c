package io.levada.core.plan;

import io.levada.core.type.RowType;
import java.util.List;

/**
 * Groups by keys and window; emits one row for each key and window when the watermark passes the window's end. Emits
 * inserts only. The output: the keys, the aggregates, then the properties.
 *
 * @param window for {@link WindowSpec.Session} its partition keys are among {@code keys}
 * @param time input column of the time attribute; -1 for {@link WindowSpec.Attached}, and where the clock closes windows
 *     and nobody needs the column
 * @param processingTime whether the clock closes windows
 * @param keys input columns; window_start, window_end and window_time are not among them
 * @param properties what of the window is shown, in output order
 */
public record WindowAggregate(
        PlanNode input,
        WindowSpec window,
        int time,
        boolean processingTime,
        List<Integer> keys,
        List<AggregateCall> aggregates,
        List<Property> properties,
        RowType rowType)
        implements PlanNode {
    /** START and END are TIMESTAMP(3) in the session's zone; TIME is END minus 1 ms, of the time attribute's type. */
    public enum Property {
        START,
        END,
        TIME
    }

    public WindowAggregate {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
        properties = List.copyOf(properties);
        if (keys.size() + aggregates.size() + properties.size() != rowType.size()) {
            throw new IllegalArgumentException("columns of a window aggregate: " + rowType);
        }
    }

    @Override
    public ChangelogMode mode() {
        return ChangelogMode.APPEND;
    }

    @Override
    public List<PlanNode> inputs() {
        return List.of(input);
    }
}
