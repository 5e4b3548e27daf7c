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
    private static final int TAIL = 64;
    /** Few: the column is in no cache. */
    private static final int LAST = 8;

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

    /**
     * {@link Watermark#NONE} when the expression is NULL for all rows.
     *
     * @param exact whether all rows are looked at; else the last few are enough, and an earlier one may be greater
     */
    long greatest(Batch batch, EvaluationContext context, boolean exact) {
        if (column >= 0) {
            int from = exact ? 0 : Math.max(0, batch.rowCount() - LAST);
            long greatest = greatest((LongColumn) batch.column(column), from, batch.rowCount());
            return greatest == Watermark.NONE ? Watermark.NONE : greatest - delayMicros;
        }
        Batch times = kernel.apply(batch, context);
        return times == null ? Watermark.NONE : greatest((LongColumn) times.column(0), 0, times.rowCount());
    }

    /**
     * Time goes forward, so that the greatest of the last rows is mostly the greatest of all. That it is can be seen without
     * a branch or a chain of comparisons, in a loop of vector instructions.
     */
    static long greatest(LongColumn times, int from, int rows) {
        long[] values = times.values();
        boolean[] nulls = times.nulls();
        if (nulls == null) {
            int tail = Math.max(from, rows - TAIL);
            long last = greatest(values, tail, rows);
            return exceeds(last, values, from, tail) ? Math.max(last, greatest(values, from, tail)) : last;
        }
        long greatest = Watermark.NONE;
        for (int row = from; row < rows; row++) {
            if (values[row] > greatest && !nulls[row]) {
                greatest = values[row];
            }
        }
        return greatest;
    }

    /** Two at a time, since each comparison has to wait for the one before. */
    private static long greatest(long[] values, int from, int to) {
        long even = Watermark.NONE;
        long odd = Watermark.NONE;
        int row = from;
        for (; row < to - 1; row += 2) {
            even = Math.max(even, values[row]);
            odd = Math.max(odd, values[row + 1]);
        }
        return Math.max(row < to ? Math.max(even, values[row]) : even, odd);
    }

    /** Whether one of the first rows is greater: the sign of a difference, put right where the difference overflows. */
    private static boolean exceeds(long bound, long[] values, int from, int to) {
        long signs = 0;
        for (int row = from; row < to; row++) {
            long value = values[row];
            long difference = bound - value;
            signs |= difference ^ ((bound ^ value) & (difference ^ bound));
        }
        return signs < 0;
    }
}
