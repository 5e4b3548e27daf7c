package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.expr.Expr;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
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
 * up at once, its pairs are collected and checked in bulk, and only then its rows are remembered.
 *
 * <p>Where rows without a partner are told, each row of that side keeps how many partners it has: with the first partner
 * the lonely row is taken back, with the last one's leaving it is told again, as in Flink. In joins that are bounded by
 * time the lonely rows are told when they are over.
 */
public final class JoinOperator extends AbstractOperator {
    private final Join node;
    private final @Nullable CalcKernel kernel;
    private final boolean bounded;
    private final boolean semi;
    private final JoinKeys keys;
    private final Counter lateRows = new Counter();
    private final RowNumbers rowNumbers = new RowNumbers();
    private @Nullable Parts parts;
    private long ttlMicros;
    private long[] hashes = new long[0];
    private int[] chosen = new int[0];
    private int[] chosenKeys = new int[0];
    /** By row; {@link JoinKeys#NO_KEY} for a row that has no partner whatever comes, {@link #DROPPED} for a late one. */
    private int[] keyIds = new int[0];

    private int[] heads = new int[0];
    private int[] matches = new int[0];
    private long[] ends = new long[0];
    private int[] pairRows = new int[0];
    private int[] pairIds = new int[0];
    private int pairs;

    private static final int DROPPED = -1;

    /** What can be made when the settings are known. */
    private record Parts(
            JoinSide[] sides,
            JoinEnds @Nullable [] ends,
            @Nullable WindowTimer timer,
            JoinSnapshot snapshot,
            JoinColumns columns,
            @Nullable JoinCondition condition,
            JoinOutput out) {}

    /** @param kernel what {@code Kernels} makes of the node's condition; null when it has none */
    public JoinOperator(Join node, @Nullable CalcKernel kernel) {
        if (kernel == null != (node.condition() == null)) {
            throw new IllegalArgumentException("the kernel doesn't fit the condition " + node.condition());
        }
        this.node = node;
        this.kernel = kernel;
        bounded = !(node.time() instanceof JoinTime.Unbounded);
        semi = node.kind() == JoinKind.SEMI;
        RowType left = node.left().rowType();
        keys = new JoinKeys(node.leftKeys().stream().map(left::type).toList());
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
        ttlMicros = bounded ? 0 : context().stateTtlMicros();
        JoinSide left = side(false);
        JoinSide right = side(true);
        JoinEnds[] sideEnds = null;
        WindowTimer timer = null;
        if (bounded) {
            DataType time = node.time() instanceof JoinTime.Interval interval
                    ? node.left().rowType().type(interval.leftTime())
                    : WindowInput.timeAttribute(node.left());
            timer = new WindowTimer(time, false, context().zone());
            sideEnds = new JoinEnds[] {JoinEnds.of(node, false, timer.clock()), JoinEnds.of(node, true, timer.clock())};
        }
        JoinColumns columns = new JoinColumns(node, left, right);
        JoinSide[] sides = {left, right};
        parts = new Parts(
                sides,
                sideEnds,
                timer,
                new JoinSnapshot(keys, sides, sideEnds),
                columns,
                kernel == null ? null : new JoinCondition(node, kernel, columns),
                new JoinOutput(node, columns));
        context().figures().counter("late_rows", lateRows::get);
    }

    private JoinSide side(boolean right) {
        var input = right ? node.right() : node.left();
        boolean counted = right ? node.kind().keepsRight() : node.kind().keepsLeft() || semi;
        boolean single = right ? node.rightUnique() : node.leftUnique();
        int[] columns = (right ? node.rightKeys() : node.leftKeys())
                .stream().mapToInt(Integer::intValue).toArray();
        boolean updating = input.mode() != ChangelogMode.APPEND;
        boolean ageing = ttlMicros > 0;
        boolean kept = !updating && !ageing && !bounded;
        JoinSide side = new JoinSide(
                input.rowType(), columns, keys, new JoinSide.Shape(right, updating, single, counted, ageing, kept));
        side.setNow(context().nowMicros(), ttlMicros);
        return side;
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
        parts().columns().begin(batch, input == 0, own, other);
        match(own, other, batch);
        parts().out().flush(context().batchSize(), output());
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

    /** Rows of windows that are closed are dropped, as in Flink; rows without a time have no partners. */
    private void findEnds(JoinEnds of, Batch batch) {
        LongColumn times = (LongColumn) batch.column(of.column());
        long watermark = timer().time();
        boolean windowed = node.time() instanceof JoinTime.Window;
        for (int row = 0; row < batch.rowCount(); row++) {
            if (times.isNull(row)) {
                keyIds[row] = JoinKeys.NO_KEY;
                continue;
            }
            ends[row] = of.end(times.get(row));
            if (windowed && ends[row] <= watermark) {
                keyIds[row] = DROPPED;
                lateRows.add(1);
            }
        }
    }

    private void match(JoinSide own, JoinSide other, Batch batch) {
        int rows = batch.rowCount();
        int most = Math.max(1, context().batchSize());
        keys.heads(keyIds, rows, other.shape().right(), heads);
        Arrays.fill(matches, 0, rows, 0);
        boolean plain = !own.shape().counted()
                && !other.shape().counted()
                && !other.shape().updating();
        int row = 0;
        int id = other.live(heads[0]);
        while (row < rows) {
            int first = row;
            pairs = 0;
            while (row < rows && pairs < most) {
                if (id == JoinSide.NONE) {
                    row++;
                    id = row < rows ? other.live(heads[row]) : JoinSide.NONE;
                } else {
                    pairRows[pairs] = row;
                    pairIds[pairs++] = id;
                    id = other.next(id);
                }
            }
            JoinCondition condition = parts().condition();
            if (condition != null) {
                pairs = condition.retain(pairRows, pairIds, pairs, context());
            }
            if (plain) {
                parts().out().tell(pairRows, pairIds, pairs, batch);
            } else {
                tell(own, other, batch, first, row);
            }
            if (parts().out().count() >= most) {
                parts().out().flush(most, output());
            }
        }
    }

    /** Tells the pairs of the rows from {@code first} on; those before {@code end} have no more pairs. */
    private void tell(JoinSide own, JoinSide other, Batch batch, int first, int end) {
        int pair = 0;
        for (int row = first; row <= end && row < batch.rowCount(); row++) {
            boolean adds = ChangeKind.isAddition(batch.kind(row));
            for (; pair < pairs && pairRows[pair] == row; pair++) {
                tellPair(own, other, batch, pair, adds);
            }
            if (row < end && own.shape().counted()) {
                tellAlone(own, row, adds);
            }
        }
    }

    /** What leaves is told before what comes in its place: a reader may go by key. */
    private void tellPair(JoinSide own, JoinSide other, Batch batch, int pair, boolean adds) {
        int row = pairRows[pair];
        int id = pairIds[pair];
        int copies = other.copies(id);
        matches[row] += copies;
        boolean turns = other.shape().counted() && countPartner(other, id, adds);
        if (turns && adds) {
            tellTurn(other, id, semi ? ChangeKind.I : ChangeKind.D, copies);
        }
        if (!node.kind().leftOnly()) {
            byte kind = batch.kind(row);
            if (own.shape().counted() || adds && other.shape().counted()) {
                kind = adds ? ChangeKind.I : ChangeKind.D;
            }
            parts().out().tell(row, id, kind, copies);
        }
        if (turns && !adds) {
            tellTurn(other, id, semi ? ChangeKind.D : ChangeKind.I, copies);
        }
    }

    /** @return whether it was the first partner that came or the last that left */
    private static boolean countPartner(JoinSide side, int id, boolean adds) {
        long before = side.partners(id);
        side.setPartners(id, adds ? before + 1 : Math.max(0, before - 1));
        return adds ? before == 0 : before == 1;
    }

    private void tellTurn(JoinSide side, int id, byte kind, int copies) {
        if (semi || keeps(side) && !bounded) {
            parts().out().tell(-1, id, kind, copies);
        }
    }

    /** All pairs of a row are told: now for itself. */
    private void tellAlone(JoinSide own, int row, boolean adds) {
        boolean isTold =
                semi ? matches[row] > 0 : matches[row] == 0 && keyIds[row] != DROPPED && keeps(own) && isDecided(row);
        if (isTold) {
            parts().out().tell(row, JoinSide.NONE, adds ? ChangeKind.I : ChangeKind.D, 1);
        }
    }

    private boolean keeps(JoinSide side) {
        return side.shape().right() ? node.kind().keepsRight() : node.kind().keepsLeft();
    }

    /** Whether a row without partners is told at once: it will not be remembered, or it can be taken back. */
    private boolean isDecided(int row) {
        return !bounded || keyIds[row] == JoinKeys.NO_KEY || ends[row] <= timer().time();
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
        own.append(batch, chosen, stored, keyIds, matches, chosenKeys);
        for (int i = 0; sideEnds != null && i < stored; i++) {
            sideEnds[input].add(chosenKeys[i], ends[chosen[i]]);
        }
    }

    private void storeChanges(JoinSide own, Batch batch, int count) {
        if (!own.shape().single()) {
            int[] all = rowNumbers.upTo(own.type().size());
            KeyHashes.hash(batch, Arrays.copyOf(all, own.type().size()), hashes);
        }
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
        if (pairIds.length < most) {
            ensurePairs(most);
        }
        boolean kept = keeps(side);
        int count = 0;
        JoinOutput out = parts().out();
        while (count < most && due.isDue(watermark)) {
            int id = due.poll();
            pairIds[count++] = id;
            if (kept && side.partners(id) == 0) {
                out.tell(-1, id, ChangeKind.I, 1);
            }
        }
        int told = out.count();
        JoinSide left = parts().sides()[0];
        parts().columns().begin(Batch.inserts(0), side != left, side == left ? parts().sides()[1] : left, side);
        out.flush(most, output());
        for (int i = 0; i < count; i++) {
            side.remove(pairIds[i]);
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
            keyIds = new int[rows];
            chosen = new int[rows];
            chosenKeys = new int[rows];
            heads = new int[rows];
            matches = new int[rows];
            hashes = new long[rows];
            ends = new long[rows];
        }
        ensurePairs(Math.max(1, context().batchSize()));
    }

    private void ensurePairs(int count) {
        if (pairRows.length < count) {
            pairRows = new int[count];
            pairIds = new int[count];
        }
    }
}
