package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.Hashing;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.WindowRank;
import io.levada.core.type.RowType;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Top-N in windows: a partition of a window keeps its N first rows, which are told when the watermark passes the window's
 * end. Rows of a window that was told are dropped and counted as {@code late_rows}.
 */
public final class WindowRankOperator extends AbstractOperator {
    private static final int BATCHES_A_CALL = 4;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private final WindowRank node;
    private final RowType type;
    private final int[] placedBy;
    private final int[] keys;
    private final RecordLayout layout = new RecordLayout();
    private final RecordField[] keyFields;
    private final int endsWord = layout.addWords(2);
    private final int windowEndWord = layout.addWords(1);
    private final KeyTable partitions;
    private final RankedRows ranked;
    private final RankSnapshot snapshot;
    private final EndQueue due = new EndQueue();
    private final Counter lateRows = new Counter();
    private @Nullable WindowTimer timer;
    private long[] hashes = new long[0];
    private long[] words = new long[0];
    private int[] ids = new int[0];
    private int[] inTime = new int[0];

    public WindowRankOperator(WindowRank node) {
        this.node = node;
        type = node.input().rowType();
        placedBy = node.placedBy().stream().mapToInt(Integer::intValue).toArray();
        List<Integer> all = new ArrayList<>(node.partition());
        all.add(node.window().startColumn());
        all.add(node.window().endColumn());
        keys = all.stream().mapToInt(Integer::intValue).toArray();
        keyFields = KeyTable.keyFields(layout, all.stream().map(type::type).toList());
        partitions = new KeyTable(new Records(layout), keyFields, new KeyTable.Buffers());
        ranked = new RankedRows(
                new RecordLayout(), type, node.order(), partitions.records(), endsWord, node.to(), node.latestFirst());
        snapshot = new RankSnapshot(partitions, ranked, windowEndWord, "a Top-N of windows", null);
    }

    @Override
    void opened() {
        timer = new WindowTimer(
                WindowInput.timeAttribute(node.input()), false, context().zone());
        context().figures().counter("late_rows", lateRows::get);
    }

    private WindowTimer timer() {
        return Objects.requireNonNull(timer);
    }

    @Override
    public void process(int input, Batch batch) {
        int rows = batch.rowCount();
        if (ids.length < rows) {
            ids = new int[rows];
            inTime = new int[rows];
            hashes = new long[rows];
            words = new long[rows];
        }
        long[] ends = WindowInput.times(batch, node.window().endColumn());
        int count = inTime(ends, rows);
        lateRows.add(rows - count);
        hash(batch, ends, rows);
        Column[] columns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            columns[k] = batch.column(keys[k]);
        }
        partitions.lookupOrInsert(columns, hashes, inTime, count, ids);
        ranked.order().words(batch, words);
        for (int i = 0; i < count; i++) {
            take(ids[i], batch, inTime[i], ends[inTime[i]]);
        }
        ranked.rows().compactArena();
    }

    private int inTime(long[] ends, int rows) {
        int count = 0;
        long last = 0;
        boolean fired = false;
        for (int row = 0; row < rows; row++) {
            if (row == 0 || ends[row] != last) {
                last = ends[row];
                fired = timer().isFired(last);
            }
            inTime[count] = row;
            count += fired ? 0 : 1;
        }
        return count;
    }

    /** The upper half says to which worker a partition belongs, the lower half tells its windows apart. */
    private void hash(Batch batch, long[] ends, int rows) {
        KeyHashes.hash(batch, placedBy, hashes);
        for (int row = 0; row < rows; row++) {
            long hash = hashes[row];
            hashes[row] = hash & ~LOW_HALF | Hashing.mix(hash ^ ends[row]) & LOW_HALF;
        }
    }

    private void take(int partition, Batch batch, int row, long end) {
        int count = ranked.count(partition);
        if (count == 0) {
            partitions.records().setWord(partition, windowEndWord, end);
            due.add(end, partition);
        }
        if (count >= node.to()) {
            if (ranked.comesLast(partition, batch, row, words[row])) {
                return;
            }
            drop(partition, ranked.last(partition));
        }
        ranked.insert(partition, batch, row, words[row], 0);
    }

    private void drop(int partition, int id) {
        ranked.remove(partition, id);
        ranked.free(id);
    }

    @Override
    public boolean watermark(long micros) {
        timer().advance(micros);
        int batchSize = Math.max(1, context().batchSize());
        for (int batches = 0; batches < BATCHES_A_CALL && isDue(); batches++) {
            emitSome(batchSize);
        }
        return !isDue();
    }

    private boolean isDue() {
        return !due.isEmpty() && timer().isFired(due.firstEnd());
    }

    /** Tells whole partitions, at least as many as a batch takes. */
    private void emitSome(int batchSize) {
        int[] rows = new int[batchSize];
        long[] places = new long[batchSize];
        int count = 0;
        int[] told = new int[16];
        int toldCount = 0;
        while (count < batchSize && isDue()) {
            int partition = due.poll();
            if (toldCount == told.length) {
                told = Arrays.copyOf(told, toldCount * 2);
            }
            told[toldCount++] = partition;
            long place = 1;
            for (int id = ranked.first(partition); id >= 0; id = ranked.next(id)) {
                if (place >= node.from()) {
                    if (count == rows.length) {
                        rows = Arrays.copyOf(rows, count * 2);
                        places = Arrays.copyOf(places, count * 2);
                    }
                    rows[count] = id;
                    places[count++] = place;
                }
                place++;
            }
        }
        if (count > 0) {
            emit(rows, places, count);
        }
        for (int i = 0; i < toldCount; i++) {
            int partition = told[i];
            for (int id = ranked.first(partition); id >= 0; id = ranked.first(partition)) {
                drop(partition, id);
            }
            partitions.remove(partition);
        }
    }

    private void emit(int[] rows, long[] places, int count) {
        Column[] columns = ranked.load(rows, count);
        if (node.rowNumber()) {
            columns = Arrays.copyOf(columns, columns.length + 1);
            columns[columns.length - 1] = new LongColumn(Arrays.copyOf(places, count), count);
        }
        output().emit(Batch.inserts(count, columns));
    }

    @Override
    public FrozenState freeze() {
        long time = timer().time();
        return snapshot.freeze(out -> WindowTimer.write(time, out));
    }

    @Override
    public void restoreGroup(int keyGroup, DataInput in) throws IOException {
        snapshot.restoreGroup(in, partition -> due.add(partitions.records().word(partition, windowEndWord), partition));
    }

    @Override
    public void restoreShared(DataInput in) throws IOException {
        timer().read(in);
    }

    @Override
    public long stateBytes() {
        return partitions.memoryBytes() + ranked.rows().memoryBytes() + due.memoryBytes();
    }
}
