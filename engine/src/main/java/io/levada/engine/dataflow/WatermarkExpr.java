package io.levada.engine.dataflow;

import io.levada.core.data.Batch;
import io.levada.core.data.LongColumn;
import io.levada.core.data.Watermark;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.function.EvaluationContext;
import io.levada.core.type.TypeKind;
import io.levada.engine.codegen.CalcKernel;
import java.time.Duration;

/**
 * The greatest value of a watermark expression over a batch. The usual one, a column less a constant, is greatest where the
 * column is, so that no column of differences is made.
 */
final class WatermarkExpr {
    private final CalcKernel kernel;
    /** The input column, or -1 when the kernel has to be asked. */
    private final int column;

    private final long delayMicros;

    private WatermarkExpr(CalcKernel kernel, int column, long delayMicros) {
        this.kernel = kernel;
        this.column = column;
        this.delayMicros = delayMicros;
    }

    /** @param kernel gives the expression as its only column, without a filter */
    static WatermarkExpr of(Expr expr, CalcKernel kernel) {
        if (expr instanceof InputRef ref) {
            return new WatermarkExpr(kernel, ref.index(), 0);
        }
        return expr instanceof Call call
                        && call.function().equals(Op.MINUS)
                        && call.arg(0) instanceof InputRef ref
                        && ref.type().kind().isTimestamp()
                        && call.arg(1) instanceof Literal literal
                        && literal.type().kind() == TypeKind.INTERVAL_DAY_TIME
                        && literal.value() instanceof Duration delay
                ? new WatermarkExpr(kernel, ref.index(), delay.toMillis() * 1000)
                : new WatermarkExpr(kernel, -1, 0);
    }

    /** {@link Watermark#NONE} when the expression is NULL for all rows. */
    long greatest(Batch batch, EvaluationContext context) {
        if (column >= 0) {
            long greatest = greatest((LongColumn) batch.column(column), batch.rowCount());
            return greatest == Watermark.NONE ? Watermark.NONE : greatest - delayMicros;
        }
        Batch times = kernel.apply(batch, context);
        return times == null ? Watermark.NONE : greatest((LongColumn) times.column(0), times.rowCount());
    }

    private static long greatest(LongColumn times, int rows) {
        long greatest = Watermark.NONE;
        long[] values = times.values();
        boolean[] nulls = times.nulls();
        if (nulls == null) {
            for (int row = 0; row < rows; row++) {
                greatest = Math.max(greatest, values[row]);
            }
            return greatest;
        }
        for (int row = 0; row < rows; row++) {
            if (values[row] > greatest && !nulls[row]) {
                greatest = values[row];
            }
        }
        return greatest;
    }
}
