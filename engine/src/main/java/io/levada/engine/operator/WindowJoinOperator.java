package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.Calc;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.JoinTime;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.WindowAggregate;
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
 * <p>Where the rows of both sides come only when their window is over, as aggregates give them, an inner join without a
 * condition lets the batches wait for the end and joins them all at once ({@link WindowPairs}): most rows are never
 * remembered one by one. They are for a checkpoint, and where they would take too much memory.
 *
 * <p>Rows of windows that are over are dropped and counted as {@code late_rows}, as in Flink. A row with NULL among its
 * keys has no partner, whatever comes.
 */
final class WindowJoinOperator extends AbstractOperator {
    /** What may wait in memory, outside of the tables that can go to disk. */
    private static final long MOST_WAITING_BYTES = 1 << 24;

    private final Join node;
    private final @Nullable CalcKernel kernel;
    /** Null where pairs are told at once. */
    private final @Nullable WindowPairs atEnd;

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
    private long waitingBytes;
    /** How many rows may still be told in this call. */
    private int room;

    private long[] hashes = new long[0];
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
        boolean waits = node.kind() == JoinKind.INNER
                && node.condition() == null
                && comesAtEnd(node.left())
                && comesAtEnd(node.right());
        atEnd = waits ? new WindowPairs(node) : null;
    }

    /** Whether a node's rows come only when their window is over. */
    private static boolean comesAtEnd(PlanNode input) {
        return input instanceof Calc calc ? comesAtEnd(calc.input()) : input instanceof WindowAggregate;
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
        return atEnd == null;
    }

    @Override
    public void process(int input, Batch batch) {
        ensureBuffers(batch.rowCount());
        int[] keyColumns = noRows[input].keyColumns();
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
            takeIn(open(end), input, batch);
        } else {
            cut(input, batch, keys, times);
        }
    }

    private JoinWindows.Tables open(long end) {
        return windows.open(end, atEnd != null);
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
            }
            takeIn(open(buckets.first(bucket)), input, part(input, batch, ids, size));
        }
    }

    private void takeIn(JoinWindows.Tables window, int input, Batch batch) {
        if (window.tellsAtEnd) {
            waitingBytes -= window.waitingBytes();
            window.waiting[input].add(batch);
            waitingBytes += window.waitingBytes();
            if (waitingBytes > MOST_WAITING_BYTES) {
                remember();
            }
        } else {
            joinIn(window, input, batch);
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

    private void joinIn(JoinWindows.Tables window, int input, Batch batch) {
        int count = batch.rowCount();
        JoinSide own = window.sides[input];
        if (!findKeys(window, input, batch)) {
            matcher().match(window.keys, own, window.sides[1 - input], batch, keyIds, row -> false);
            own.append(batch, rowNumbers.upTo(count), count, keyIds, matcher().matches(), ids);
        }
    }

    /**
     * Fills {@link #keyIds}.
     *
     * @return whether the rows, which have one key, are remembered already, because nobody is there to join them with
     */
    private boolean findKeys(JoinWindows.Tables window, int input, Batch batch) {
        int count = batch.rowCount();
        JoinSide own = window.sides[input];
        Column[] keys = new Column[own.keyColumns().length];
        for (int k = 0; k < keys.length; k++) {
            keys[k] = batch.column(own.keyColumns()[k]);
        }
        KeyHashes.hash(batch, own.keyColumns(), hashes);
        int[] all = rowNumbers.upTo(count);
        if (!isOneKey(keys, count)) {
            window.keys.table().lookupOrInsert(keys, hashes, all, count, keyIds);
            return false;
        }
        int key = window.keys.table().findOrInsert(keys, hashes[0], 0);
        Arrays.fill(keyIds, 0, count, key);
        if (own.shape().kept()
                && (window.tellsAtEnd || window.keys.head(key, !own.shape().right()) == JoinSide.NONE)) {
            own.appendOf(key, batch, all, count, ids);
            return true;
        }
        return false;
    }

    /** Puts all rows that wait into the tables. */
    private void remember() {
        for (JoinWindows.Tables window : windows.all()) {
            remember(window);
        }
        waitingBytes = 0;
        if (atEnd != null) {
            atEnd.forget();
        }
    }

    private void remember(JoinWindows.Tables window) {
        for (int input = 0; input < window.waiting.length; input++) {
            while (!window.waiting[input].isEmpty()) {
                Batch batch = window.waiting[input].take();
                ensureBuffers(batch.rowCount());
                if (!findKeys(window, input, batch)) {
                    JoinSide own = window.sides[input];
                    int[] all = rowNumbers.upTo(batch.rowCount());
                    own.append(batch, all, batch.rowCount(), keyIds, matcher().matches(), ids);
                }
            }
        }
    }

    @Override
    public boolean watermark(long micros) {
        timer().advance(micros);
        room = most();
        for (JoinWindows.Tables due = windows.due(timer()); due != null; due = windows.due(timer())) {
            if (due.tellsAtEnd ? !tellPairs(due) : !tellLonely(due)) {
                return false;
            }
            waitingBytes -= due.waitingBytes();
            windows.drop(due);
        }
        return true;
    }

    private int most() {
        return Math.max(1, context().batchSize());
    }

    /** @return false when there is more to tell than there is room for */
    private boolean tellPairs(JoinWindows.Tables due) {
        if (atEnd != null && due.isUntouched()) {
            while (room > 0) {
                long waited = due.waitingBytes();
                int work = atEnd.tellSome(due, most(), output());
                waitingBytes += due.waitingBytes() - waited;
                if (work == 0) {
                    return true;
                }
                room -= work;
            }
            return false;
        }
        waitingBytes -= due.waitingBytes();
        remember(due);
        while (due.toldTo < due.sides[0].limit()) {
            if (room <= 0) {
                return false;
            }
            tellRemembered(due, Math.min(most(), due.sides[0].limit() - due.toldTo));
        }
        return true;
    }

    /** Tells the pairs of so many left rows. */
    private void tellRemembered(JoinWindows.Tables due, int count) {
        JoinSide left = due.sides[0];
        nextIds(due, count);
        Column[] columns = Batch.columnsFor(left.type(), count);
        for (int c = 0; c < columns.length; c++) {
            left.load(c, ids, 0, count, columns[c]);
        }
        left.keys(ids, count, keyIds);
        matcher().match(due.keys, left, due.sides[1], Batch.inserts(count, columns), keyIds, row -> false);
        room -= count;
    }

    private void nextIds(JoinWindows.Tables due, int count) {
        ensureBuffers(count);
        for (int i = 0; i < count; i++) {
            ids[i] = due.toldTo++;
        }
    }

    /** @return false when there is more to tell than there is room for */
    private boolean tellLonely(JoinWindows.Tables due) {
        for (; due.toldSide < 2; due.toldSide++, due.toldTo = 1) {
            JoinSide side = due.sides[due.toldSide];
            while (matcher().keeps(side) && due.toldTo < side.limit()) {
                if (room <= 0) {
                    return false;
                }
                int count = Math.min(most(), side.limit() - due.toldTo);
                nextIds(due, count);
                room -= matcher().tellLonely(side, due.sides[1 - due.toldSide], ids, count);
            }
        }
        return true;
    }

    @Override
    public FrozenState freeze() {
        remember();
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
            int length = Math.max(count, keyIds.length * 2);
            keyIds = new int[length];
            rows = new int[length];
            ids = new int[length];
            hashes = new long[length];
            ends = new long[length];
            whole = new long[length];
        }
    }
}
