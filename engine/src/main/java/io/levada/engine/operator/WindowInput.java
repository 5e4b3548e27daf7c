package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowAssign;
import io.levada.core.type.DataType;

/** Reads time attributes from batches. */
final class WindowInput {
    /** The type of PROCTIME(). */
    static final DataType CLOCK = DataType.timestampLtz(3);

    private WindowInput() {}

    /** The values of a time attribute; fails when one is NULL, as Flink does. */
    static long[] times(Batch batch, int column) {
        Column times = batch.column(column);
        boolean[] nulls = times.nulls();
        for (int row = 0; nulls != null && row < batch.rowCount(); row++) {
            if (nulls[row]) {
                throw new LevadaException(
                        ErrorCode.EVALUATION,
                        "RowTime field should not be null: a row without a time can't be put into a window",
                        "leave such rows out with WHERE <time column> IS NOT NULL, or give them a time with COALESCE");
            }
        }
        return ((LongColumn) times).values();
    }

    /**
     * The type of the time attribute by which the windows were made; where rows bring their windows along, that of the
     * window function below.
     */
    static DataType timeAttribute(WindowAggregate node) {
        if (node.processingTime()) {
            return CLOCK;
        }
        if (node.time() >= 0) {
            return node.input().rowType().type(node.time());
        }
        return timeAttribute((PlanNode) node.input());
    }

    /** The same for the rows of any node. */
    static DataType timeAttribute(PlanNode node) {
        if (node instanceof WindowAssign assign) {
            return assign.input().rowType().type(assign.time());
        }
        if (node instanceof WindowAggregate aggregate) {
            return timeAttribute(aggregate);
        }
        for (PlanNode input : node.inputs()) {
            DataType type = timeAttribute(input);
            if (type.kind().isTimestamp()) {
                return type;
            }
        }
        return node.inputs().isEmpty() ? DataType.NULL : DataType.timestamp(3);
    }
}
