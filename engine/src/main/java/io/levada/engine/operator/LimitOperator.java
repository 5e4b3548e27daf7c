package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.plan.Limit;
import io.levada.core.type.RowType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The first rows that come, after the first few are skipped. Runs in one worker; {@link #finished} when it is full. */
public final class LimitOperator extends AbstractOperator {
    private static final int FORMAT = 1;

    private final RowType type;
    private final long from;
    private final long to;
    private long seen;

    public LimitOperator(Limit node) {
        type = node.rowType();
        from = node.offset();
        to = node.offset() + node.count() < 0 ? Long.MAX_VALUE : node.offset() + node.count();
    }

    @Override
    public void process(int input, Batch batch) {
        int rows = batch.rowCount();
        int first = (int) Math.min(rows, Math.max(0, from - seen));
        int end = (int) Math.min(rows, Math.max(0, to - seen));
        seen = Math.min(to, seen + rows);
        if (first == 0 && end == rows) {
            output().emit(batch);
        } else if (first < end) {
            Column[] columns = Batch.columnsFor(type, end - first);
            for (int c = 0; c < columns.length; c++) {
                for (int row = first; row < end; row++) {
                    columns[c].appendFrom(batch.column(c), row);
                }
            }
            output().emit(Batch.inserts(end - first, columns));
        }
    }

    @Override
    public boolean finished() {
        return seen >= to;
    }

    @Override
    public FrozenState freeze() {
        long rows = seen;
        return new FrozenState() {
            @Override
            public boolean hasShared() {
                return true;
            }

            @Override
            public void writeShared(DataOutput out) throws IOException {
                out.writeByte(FORMAT);
                out.writeLong(rows);
            }
        };
    }

    @Override
    public void restoreShared(DataInput in) throws IOException {
        SnapshotFormat.readVersion(in, FORMAT, "a LIMIT");
        seen = Math.max(seen, in.readLong());
    }
}
