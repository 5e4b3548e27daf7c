package io.levada.engine.dataflow;

import io.levada.core.data.Batch;
import io.levada.core.data.Watermark;
import io.levada.engine.operator.FrozenState;
import io.levada.engine.operator.Operator;
import io.levada.engine.operator.OperatorContext;
import io.levada.engine.operator.Output;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes watermarks inside a source task: evaluates the watermark expression over each batch and keeps the greatest value
 * of the split that the batch came from. Its state is what each split had reached and what was promised, so that after a
 * restore the same rows are late as before.
 */
final class WatermarkStep implements Operator {
    private final WatermarkExpr expr;
    private final SourceCursor cursor;
    private final SplitWatermarks splits;
    private final boolean exact;
    private @Nullable OperatorContext context;
    private @Nullable Output output;
    private long promised = Watermark.IDLE;

    /** @param exact whether somebody goes by the time; else what it says may lie a little behind */
    WatermarkStep(WatermarkExpr expr, SourceCursor cursor, long idleNanos, boolean exact) {
        this.expr = expr;
        this.exact = exact;
        this.cursor = cursor;
        this.splits = new SplitWatermarks(idleNanos);
    }

    SplitWatermarks splits() {
        return splits;
    }

    @Override
    public void open(OperatorContext newContext, Output newOutput) {
        context = newContext;
        output = newOutput;
    }

    @Override
    public void process(int input, Batch batch) {
        splits.observe(cursor.split, expr.greatest(batch, Objects.requireNonNull(context), exact), cursor.nowNanos);
        Objects.requireNonNull(output).emit(batch);
    }

    @Override
    public FrozenState freeze() {
        Map<String, Long> marks = splits.marks();
        long mark = splits.isIdle() ? Watermark.IDLE : splits.mark();
        return new FrozenState() {
            @Override
            public boolean hasShared() {
                return true;
            }

            @Override
            public void writeShared(DataOutput out) throws IOException {
                out.writeLong(mark);
                out.writeInt(marks.size());
                for (Map.Entry<String, Long> entry : marks.entrySet()) {
                    out.writeUTF(entry.getKey());
                    out.writeLong(entry.getValue());
                }
            }
        };
    }

    /** Called for each old worker: the promise that holds is the least of theirs, those without splits left out. */
    @Override
    public void restoreShared(DataInput in) throws IOException {
        long mark = in.readLong();
        if (mark != Watermark.IDLE) {
            promised = promised == Watermark.IDLE ? mark : Math.min(promised, mark);
            splits.restorePromise(promised);
        }
        for (int i = in.readInt(); i > 0; i--) {
            splits.restore(in.readUTF(), in.readLong());
        }
    }
}
