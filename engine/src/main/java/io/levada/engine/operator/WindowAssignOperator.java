package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowSpec;
import io.levada.engine.window.Slicing;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A window table function: each row once for each of its windows, with the window's bounds. Keeps nothing but for
 * sessions, which have an operator of their own. Rows without a time are dropped and counted as {@code null_time_rows},
 * as in Flink.
 */
public final class WindowAssignOperator extends AbstractOperator {
    private final WindowAssign node;
    private final Slicing slicing;
    private final Counter nullTimeRows = new Counter();
    private @Nullable WindowTimer timer;
    private long[] times = new long[0];
    private int[] rows = new int[0];
    private long[] starts = new long[0];
    private long[] ends = new long[0];
    private int count;

    private WindowAssignOperator(WindowAssign node) {
        this.node = node;
        slicing = Slicing.of(node.window());
    }

    /** The operator for the node's kind of window. */
    public static Operator create(WindowAssign node) {
        return node.window() instanceof WindowSpec.Session session
                ? new SessionAssignOperator(node, session)
                : new WindowAssignOperator(node);
    }

    @Override
    void opened() {
        timer = new WindowTimer(
                node.input().rowType().type(node.time()),
                node.processingTime(),
                context().zone());
        context().figures().counter("null_time_rows", nullTimeRows::get);
    }

    @Override
    public boolean wantsClock() {
        return node.processingTime();
    }

    @Override
    public boolean clock(long nowMicros) {
        Objects.requireNonNull(timer).advance(nowMicros);
        return true;
    }

    @Override
    public void process(int input, Batch batch) {
        assign(batch);
        int batchSize = Math.max(1, context().batchSize());
        for (int from = 0; from < count; from += batchSize) {
            emit(batch, from, Math.min(count, from + batchSize));
        }
    }

    private void assign(Batch batch) {
        int size = batch.rowCount();
        if (times.length < size) {
            times = new long[size];
        }
        Column time = batch.column(node.time());
        WindowTimer clock = Objects.requireNonNull(timer);
        if (node.processingTime()) {
            clock.localTimes(batch, node.time(), context(), times);
        } else {
            clock.clock().toLocal(((LongColumn) time).values(), times, size);
        }
        count = 0;
        long dropped = 0;
        for (int row = 0; row < size; row++) {
            if (!node.processingTime() && time.isNull(row)) {
                dropped++;
                continue;
            }
            long sliceEnd = slicing.sliceEnd(times[row]);
            long last = slicing.lastWindowEnd(sliceEnd);
            for (long end = sliceEnd; end <= last; end += slicing.sliceMicros()) {
                add(row, slicing.windowStart(end), end);
            }
        }
        nullTimeRows.add(dropped);
    }

    private void add(int row, long start, long end) {
        if (count == rows.length) {
            int room = Math.max(64, count * 2);
            rows = Arrays.copyOf(rows, room);
            starts = Arrays.copyOf(starts, room);
            ends = Arrays.copyOf(ends, room);
        }
        rows[count] = row;
        starts[count] = start;
        ends[count++] = end;
    }

    private void emit(Batch batch, int from, int to) {
        int size = to - from;
        int width = batch.columns().length;
        Column[] columns = Arrays.copyOf(batch.columns(), width + 3);
        byte[] kinds = batch.kinds();
        if (!slicing.isTumbling() || size < batch.rowCount()) {
            int[] chosen = Arrays.copyOfRange(rows, from, to);
            for (int c = 0; c < width; c++) {
                columns[c] = Column.create(node.rowType().type(c), size);
                columns[c].appendFrom(batch.column(c), chosen, size);
            }
            kinds = kinds == null ? null : kindsOf(kinds, chosen);
        }
        long[] times = new long[size];
        for (int i = 0; i < size; i++) {
            times[i] = Objects.requireNonNull(timer).clock().toTime(ends[from + i] - 1000);
        }
        columns[width] = new LongColumn(Arrays.copyOfRange(starts, from, to), size);
        columns[width + 1] = new LongColumn(Arrays.copyOfRange(ends, from, to), size);
        columns[width + 2] = new LongColumn(times, size);
        output().emit(new Batch(size, columns, kinds));
    }

    private static byte[] kindsOf(byte[] kinds, int[] rows) {
        byte[] chosen = new byte[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = kinds[rows[i]];
        }
        return chosen;
    }
}
