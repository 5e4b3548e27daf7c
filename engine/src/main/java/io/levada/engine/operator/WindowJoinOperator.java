package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinTime;
import io.levada.engine.codegen.CalcKernel;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins the rows of windows. Pairs are told at once, rows without a partner when their window is over; then all that was
 * remembered of it goes together. A batch mostly lies in one window; else it is cut.
 *
 * <p>Rows of windows that are over are dropped and counted as {@code late_rows}, as in Flink. A row with NULL among its
 * keys has no partner, whatever comes.
 */
final class WindowJoinOperator extends AbstractOperator {
    private final Join node;
    private final @Nullable CalcKernel kernel;
    private final int[] endColumns;
    private final JoinKeys noKeys;
    private final JoinSide[] noRows;
    private final JoinWindows windows;
    private final WindowJoinSnapshot snapshot;
    private final Counter lateRows = new Counter();
    private final RowNumbers rowNumbers = new RowNumbers();
    private final RowBuckets buckets = new RowBuckets();
    private @Nullable JoinMatcher matcher;
    private @Nullable WindowTimer timer;
    private long[] hashes = new long[0];
    private long[] partHashes = new long[0];
    private long[] ends = new long[0];
    private long[] whole = new long[0];
    private int[] keyIds = new int[0];
    private int[] rows = new int[0];
    private int[] ids = new int[0];

    /** @param kernel of the condition, or null */
    WindowJoinOperator(Join node, JoinTime.Window time, @Nullable CalcKernel kernel) {
        this.node = node;
        this.kernel = kernel;
        endColumns =
                new int[] {node.leftKeys().get(time.key()), node.rightKeys().get(time.key())};
        noKeys = new JoinKeys(
                node.leftKeys().stream().map(node.left().rowType()::type).toList());
        noRows = new JoinSide[] {
            JoinSide.of(node, false, noKeys, false, true), JoinSide.of(node, true, noKeys, false, true)
        };
        windows = new JoinWindows(noKeys, noRows[0], noRows[1]);
        snapshot = new WindowJoinSnapshot(windows);
    }

    @Override
    void opened() {
        timer = new WindowTimer(
                WindowInput.timeAttribute(node.left()), false, context().zone());
        matcher = new JoinMatcher(node, kernel, noRows[0], noRows[1], context(), output());
        context().figures().counter("late_rows", lateRows::get);
    }

    private WindowTimer timer() {
        return Objects.requireNonNull(timer, "not opened");
    }

    private JoinMatcher matcher() {
        return Objects.requireNonNull(matcher, "not opened");
    }

    @Override
    public boolean copiesInput() {
        return true;
    }

    @Override
    public void process(int input, Batch batch) {
        ensureBuffers(batch.rowCount());
        int[] keyColumns = noRows[input].keyColumns();
        KeyHashes.hash(batch, keyColumns, hashes);
        Column[] keys = new Column[keyColumns.length];
        boolean clean = true;
        for (int k = 0; k < keys.length; k++) {
            keys[k] = batch.column(keyColumns[k]);
            clean &= keys[k].nulls() == null;
        }
        LongColumn times = (LongColumn) batch.column(endColumns[input]);
        int count = batch.rowCount();
        long end = times.get(0);
        if (clean && isAllOf(times.values(), count, end) && !timer().isFired(end)) {
            joinIn(windows.open(end), input, batch, keys, hashes);
        } else {
            cut(input, batch, keys, times);
        }
    }

    private static boolean isAllOf(long[] values, int count, long value) {
        long differences = 0;
        for (int row = 0; row < count; row++) {
            differences |= values[row] ^ value;
        }
        return differences == 0;
    }

    /** Leaves out late rows, tells those that can have no partner, and joins the others window by window. */
    private void cut(int input, Batch batch, Column[] keys, LongColumn times) {
        int count = 0;
        int alone = 0;
        for (int row = 0; row < batch.rowCount(); row++) {
            boolean timeless = times.isNull(row);
            if (!timeless && timer().isFired(times.get(row))) {
                lateRows.add(1);
            } else if (timeless || LookupIndex.hasNull(keys, row)) {
                ids[alone++] = row;
            } else {
                rows[count] = row;
                ends[count++] = times.get(row);
            }
        }
        if (alone > 0 && matcher().keeps(noRows[input])) {
            Arrays.fill(keyIds, 0, alone, JoinKeys.NO_KEY);
            Batch told = part(input, batch, ids, alone);
            matcher().match(noKeys, noRows[input], noRows[1 - input], told, keyIds, row -> true);
        }
        int windowsOfBatch = buckets.sort(ends, whole, count);
        for (int bucket = 0; bucket < windowsOfBatch; bucket++) {
            int size = buckets.size(bucket);
            buckets.rows(bucket, ids);
            for (int i = 0; i < size; i++) {
                ids[i] = rows[ids[i]];
                partHashes[i] = hashes[ids[i]];
            }
            Batch part = part(input, batch, ids, size);
            Column[] partKeys = new Column[keys.length];
            for (int k = 0; k < partKeys.length; k++) {
                partKeys[k] = part.column(noRows[input].keyColumns()[k]);
            }
            joinIn(windows.open(buckets.first(bucket)), input, part, partKeys, partHashes);
        }
    }

    /** Often the window's bounds are all the keys. */
    private static boolean isOneKey(Column[] keys, int count) {
        for (Column key : keys) {
            if (!KeyHashes.isUniform(key, count)) {
                return false;
            }
        }
        return true;
    }

    private Batch part(int input, Batch batch, int[] chosen, int count) {
        return batch.chosen(chosen, count, Batch.columnsFor(noRows[input].type(), count));
    }

    private void joinIn(JoinWindows.Tables window, int input, Batch batch, Column[] keys, long[] itsHashes) {
        int count = batch.rowCount();
        JoinSide own = window.sides[input];
        int[] all = rowNumbers.upTo(count);
        if (isOneKey(keys, count)) {
            int key = window.keys.table().findOrInsert(keys, itsHashes[0], 0);
            Arrays.fill(keyIds, 0, count, key);
            if (own.shape().kept() && window.keys.head(key, !own.shape().right()) == JoinSide.NONE) {
                own.appendOf(key, batch, all, count, ids);
                return;
            }
        } else {
            window.keys.table().lookupOrInsert(keys, itsHashes, all, count, keyIds);
        }
        matcher().match(window.keys, own, window.sides[1 - input], batch, keyIds, row -> false);
        own.append(batch, all, count, keyIds, matcher().matches(), ids);
    }

    @Override
    public boolean watermark(long micros) {
        timer().advance(micros);
        int most = Math.max(1, context().batchSize());
        int told = 0;
        for (JoinWindows.Tables due = windows.due(timer()); due != null; due = windows.due(timer())) {
            for (; due.toldSide < 2; due.toldSide++, due.toldTo = 1) {
                JoinSide side = due.sides[due.toldSide];
                while (matcher().keeps(side) && due.toldTo < side.limit()) {
                    if (told >= most) {
                        return false;
                    }
                    told += tellLonely(due, side, Math.min(most, side.limit() - due.toldTo));
                }
            }
            windows.drop(due);
        }
        return true;
    }

    private int tellLonely(JoinWindows.Tables window, JoinSide side, int count) {
        if (ids.length < count) {
            ensureBuffers(count);
        }
        for (int i = 0; i < count; i++) {
            ids[i] = window.toldTo++;
        }
        return matcher().tellLonely(side, window.sides[1 - window.toldSide], ids, count);
    }

    @Override
    public FrozenState freeze() {
        long time = timer().time();
        return snapshot.freeze(out -> WindowTimer.write(time, out));
    }

    @Override
    public void restoreGroup(int keyGroup, DataInput in) throws IOException {
        snapshot.restoreGroup(in);
    }

    @Override
    public void restoreShared(DataInput in) throws IOException {
        timer().read(in);
    }

    @Override
    public long stateBytes() {
        return windows.memoryBytes();
    }

    private void ensureBuffers(int count) {
        if (keyIds.length < count) {
            int room = Math.max(count, keyIds.length * 2);
            keyIds = new int[room];
            rows = new int[room];
            ids = new int[room];
            hashes = new long[room];
            partHashes = new long[room];
            ends = new long[room];
            whole = new long[room];
        }
    }
}
