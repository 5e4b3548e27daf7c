package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.expr.Expr;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinTime;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.CalcKernel;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins two streams. A batch comes from one side, so what it is matched with doesn't change meanwhile: its keys are looked
 * up at once, its pairs are collected and checked in bulk, and only then its rows are remembered. Joins of windows are
 * {@link WindowJoinOperator}'s.
 */
public final class JoinOperator extends AbstractOperator {
    private final Join node;
    private final @Nullable CalcKernel kernel;
    private final JoinKeys keys;
    private final RowNumbers rowNumbers = new RowNumbers();
    private @Nullable Parts parts;
    private long ttlMicros;
    private long[] hashes = new long[0];
    private int[] chosen = new int[0];
    private int[] chosenKeys = new int[0];
    /** By row; {@link JoinKeys#NO_KEY} for a row that has no partner whatever comes. */
    private int[] keyIds = new int[0];

    private long[] ends = new long[0];
    private int[] dueIds = new int[0];

    /** What can be made when the settings are known. */
    private record Parts(
            JoinSide[] sides,
            JoinEnds @Nullable [] ends,
            @Nullable WindowTimer timer,
            JoinSnapshot snapshot,
            JoinMatcher matcher) {}

    private JoinOperator(Join node, @Nullable CalcKernel kernel) {
        if (node.time() instanceof JoinTime.Window) {
            throw new IllegalArgumentException("a window join: " + node);
        }
        this.node = node;
        this.kernel = kernel;
        RowType left = node.left().rowType();
        keys = new JoinKeys(node.leftKeys().stream().map(left::type).toList());
    }

    /**
     * The operator for the node's kind of join.
     *
     * @param kernel what {@code Kernels} makes of the node's condition; null when it has none
     */
    public static Operator create(Join node, @Nullable CalcKernel kernel) {
        if (kernel == null != (node.condition() == null)) {
            throw new IllegalArgumentException("the kernel doesn't fit the condition " + node.condition());
        }
        return node.time() instanceof JoinTime.Window window
                ? new WindowJoinOperator(node, window, kernel)
                : new JoinOperator(node, kernel);
    }

    /** The columns that the condition's kernel sees. */
    public static RowType kernelInput(Join node) {
        return JoinCondition.kernelInput(node);
    }

    /** What the condition's kernel projects; its filter is the condition. */
    public static List<Expr> kernelOutput(Join node) {
        return JoinCondition.kernelOutput(node);
    }

    @Override
    void opened() {
        boolean bounded = node.time() instanceof JoinTime.Interval;
        ttlMicros = bounded ? 0 : context().stateTtlMicros();
        JoinSide[] sides = {
            JoinSide.of(node, false, keys, ttlMicros > 0, !bounded),
            JoinSide.of(node, true, keys, ttlMicros > 0, !bounded)
        };
        JoinEnds[] sideEnds = null;
        WindowTimer timer = null;
        if (node.time() instanceof JoinTime.Interval interval) {
            DataType time = node.left().rowType().type(interval.leftTime());
            timer = new WindowTimer(time, false, context().zone());
            sideEnds = new JoinEnds[] {JoinEnds.of(interval, false), JoinEnds.of(interval, true)};
        }
        parts = new Parts(
                sides,
                sideEnds,
                timer,
                new JoinSnapshot(keys, sides, sideEnds),
                new JoinMatcher(node, kernel, sides[0], sides[1], context(), output()));
    }

    private Parts parts() {
        return Objects.requireNonNull(parts, "not opened");
    }

    @Override
    public void process(int input, Batch batch) {
        JoinSide own = parts().sides()[input];
        JoinSide other = parts().sides()[1 - input];
        own.setNow(context().nowMicros(), ttlMicros);
        other.setNow(context().nowMicros(), ttlMicros);
        ensureBuffers(batch.rowCount());
        int count = findKeys(input, own, batch);
        parts().matcher().match(keys, own, other, batch, keyIds, this::isDecided);
        store(input, own, batch, count);
        keys.dropEmpty();
        own.compact();
    }

    /** Fills {@code keyIds}, and {@code chosen} with the rows that have one; gives how many. */
    private int findKeys(int input, JoinSide own, Batch batch) {
        int rows = batch.rowCount();
        int[] keyColumns = own.keyColumns();
        Column[] columns = new Column[keyColumns.length];
        boolean all = parts().ends() == null;
        for (int k = 0; k < columns.length; k++) {
            columns[k] = batch.column(keyColumns[k]);
            all &= columns[k].nulls() == null;
        }
        KeyHashes.hash(batch, keyColumns, hashes);
        if (all) {
            System.arraycopy(rowNumbers.upTo(rows), 0, chosen, 0, rows);
            keys.table().lookupOrInsert(columns, hashes, chosen, rows, keyIds);
            return rows;
        }
        int count = 0;
        for (int row = 0; row < rows; row++) {
            keyIds[row] = LookupIndex.hasNull(columns, row) ? JoinKeys.NO_KEY : 1;
        }
        if (parts().ends() != null) {
            findEnds(parts().ends()[input], batch);
        }
        for (int row = 0; row < rows; row++) {
            if (keyIds[row] > 0) {
                chosen[count++] = row;
            }
        }
        keys.table().lookupOrInsert(columns, hashes, chosen, count, chosenKeys);
        for (int i = 0; i < count; i++) {
            keyIds[chosen[i]] = chosenKeys[i];
        }
        return count;
    }

    /** Rows without a time have no partners. */
    private void findEnds(JoinEnds of, Batch batch) {
        LongColumn times = (LongColumn) batch.column(of.column());
        for (int row = 0; row < batch.rowCount(); row++) {
            if (times.isNull(row)) {
                keyIds[row] = JoinKeys.NO_KEY;
            } else {
                ends[row] = of.end(times.get(row));
            }
        }
    }

    /** Whether a row without partners is told at once: it will not be remembered, or it can be taken back. */
    private boolean isDecided(int row) {
        return parts().ends() == null || keyIds[row] == JoinKeys.NO_KEY || ends[row] <= timer().time();
    }

    private void store(int input, JoinSide own, Batch batch, int count) {
        if (own.shape().updating()) {
            storeChanges(own, batch, count);
            return;
        }
        JoinEnds[] sideEnds = parts().ends();
        int stored = count;
        if (sideEnds != null) {
            stored = 0;
            for (int i = 0; i < count; i++) {
                if (ends[chosen[i]] > timer().time()) {
                    chosen[stored++] = chosen[i];
                } else {
                    keys.mayBeEmpty(keyIds[chosen[i]]);
                }
            }
        }
        own.append(batch, chosen, stored, keyIds, parts().matcher().matches(), chosenKeys);
        for (int i = 0; sideEnds != null && i < stored; i++) {
            sideEnds[input].add(chosenKeys[i], ends[chosen[i]]);
        }
    }

    private void storeChanges(JoinSide own, Batch batch, int count) {
        if (!own.shape().single()) {
            int[] all = rowNumbers.upTo(own.type().size());
            KeyHashes.hash(batch, Arrays.copyOf(all, own.type().size()), hashes);
        }
        int[] matches = parts().matcher().matches();
        for (int i = 0; i < count; i++) {
            int row = chosen[i];
            if (ChangeKind.isAddition(batch.kind(row))) {
                own.add(batch, row, keyIds[row], hashes[row], matches[row]);
            } else {
                own.retract(batch, row, keyIds[row], hashes[row]);
            }
        }
    }

    private WindowTimer timer() {
        return Objects.requireNonNull(parts().timer(), "a join without time");
    }

    @Override
    public boolean watermark(long micros) {
        JoinEnds[] sideEnds = parts().ends();
        if (sideEnds == null) {
            return true;
        }
        timer().advance(micros);
        int most = Math.max(1, context().batchSize());
        int told = 0;
        for (int s = 0; s < sideEnds.length; s++) {
            JoinSide side = parts().sides()[s];
            while (sideEnds[s].isDue(micros)) {
                if (told >= most) {
                    return false;
                }
                told += dropDue(sideEnds[s], side, micros, most);
            }
            side.compact();
        }
        keys.dropEmpty();
        return true;
    }

    /** Forgets rows that are over, up to {@code most}, and tells those that stayed alone; gives how many these were. */
    private int dropDue(JoinEnds due, JoinSide side, long watermark, int most) {
        if (dueIds.length < most) {
            dueIds = new int[most];
        }
        int count = 0;
        while (count < most && due.isDue(watermark)) {
            dueIds[count++] = due.poll();
        }
        JoinSide left = parts().sides()[0];
        int told = parts().matcher().tellLonely(side, side == left ? parts().sides()[1] : left, dueIds, count);
        for (int i = 0; i < count; i++) {
            side.remove(dueIds[i]);
        }
        return told;
    }

    @Override
    public long watermarkDelayMicros() {
        return node.time() instanceof JoinTime.Interval interval ? interval.delayMicros() : 0;
    }

    @Override
    public boolean wantsClock() {
        return ttlMicros > 0;
    }

    @Override
    public boolean clock(long nowMicros) {
        for (JoinSide side : parts().sides()) {
            side.setNow(nowMicros, ttlMicros);
            side.sweep(ttlMicros);
            side.compact();
        }
        keys.dropEmpty();
        return true;
    }

    @Override
    public FrozenState freeze() {
        WindowTimer timer = parts().timer();
        long time = timer == null ? 0 : timer.time();
        return parts().snapshot().freeze(timer == null ? null : out -> WindowTimer.write(time, out));
    }

    @Override
    public void expect(long entries) {
        RestoredKeys.expect(keys.table(), entries, context());
    }

    @Override
    public void restoreGroup(int keyGroup, DataInput in) throws IOException {
        parts().snapshot().restoreGroup(in);
    }

    @Override
    public void restoreShared(DataInput in) throws IOException {
        timer().read(in);
    }

    @Override
    public long stateBytes() {
        long bytes = keys.memoryBytes();
        for (JoinSide side : parts().sides()) {
            bytes += side.memoryBytes();
        }
        for (int s = 0; parts().ends() != null && s < 2; s++) {
            bytes += Objects.requireNonNull(parts().ends())[s].memoryBytes();
        }
        return bytes;
    }

    private void ensureBuffers(int rows) {
        if (keyIds.length < rows) {
            int room = Math.max(rows, keyIds.length * 2);
            keyIds = new int[room];
            chosen = new int[room];
            chosenKeys = new int[room];
            hashes = new long[room];
            ends = new long[room];
        }
    }
}
