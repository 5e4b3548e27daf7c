package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.GroupAggregate;
import io.levada.engine.aggregate.AggregateState;
import io.levada.engine.aggregate.Aggregates;
import io.levada.engine.aggregate.Selection;
import io.levada.engine.codegen.GroupKernel;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY without a window: for each batch, one change for each group that the batch changed; where there are very many
 * groups, for each part of a batch. A group's row before the batch is read when the batch first touches it; after the whole
 * batch the two are compared. A group that has lost its last row is deleted.
 *
 * <p>With a time to live, groups that were untouched for so long are forgotten without a word, and updates that change
 * nothing are told, both as in Flink.
 */
public final class GroupAggregateOperator extends KeyedTableOperator {
    /**
     * Where groups take more words than this, far more than any cache holds, a batch is taken in parts of so many rows. A
     * group is gone over about ten times, and what 4,096 of them take at random places is more than the caches next to a
     * core and its table of addresses hold: measured with 10,000,000 records of 6 words, each time after the first took 12
     * to 18 ns for a record with 4,096 of them, 4 to 6 ns with 256. Smaller parts are more batches for those behind, which
     * is why it isn't done earlier.
     */
    private static final long LARGE_WORDS = 1 << 24;

    private static final int PART = 256;

    private final GroupAggregate node;
    /** The key columns of the batches that come. */
    private final int[] keys;

    /** Whether rows come from a {@link GroupCombiner}. */
    private final boolean combined;

    private final boolean retracting;
    private final GroupSpec spec;
    private final int touchedAtWord;
    private final GroupSpec.Table table;
    private final Selection selection = new Selection();
    private final ChangeEmitter changes;
    /** What takes the place of {@link #changes} where rows are combined and each is another group's; or null. */
    private final @Nullable GroupUpdate update;

    private final RowNumbers rowNumbers = new RowNumbers();
    private final BatchKeys batchKeys = new BatchKeys();
    private int batchNumber;
    private long largeWords = LARGE_WORDS;
    private long[] hashes = new long[0];
    private int[] ids = new int[0];
    private int[] touched = new int[0];
    private boolean[] existed = new boolean[0];
    private int touchedCount;

    public GroupAggregateOperator(GroupAggregate node) {
        this(node, false, true);
    }

    /** For tests: takes batches in parts when groups take more than so many words. */
    GroupAggregateOperator inPartsBeyond(long words) {
        largeWords = words;
        return this;
    }

    /** One for rows from a {@link GroupCombiner}. Its state is the same. */
    public static GroupAggregateOperator ofCombined(GroupAggregate node, boolean interpreted) {
        return new GroupAggregateOperator(node, true, interpreted);
    }

    /** @param interpreted whether to do without generated code */
    private GroupAggregateOperator(GroupAggregate node, boolean combined, boolean interpreted) {
        super(1, "a GROUP BY");
        this.node = node;
        this.combined = combined;
        keys = combined
                ? IntStream.range(0, node.keys().size()).toArray()
                : node.keys().stream().mapToInt(Integer::intValue).toArray();
        retracting = node.input().mode() != ChangelogMode.APPEND;
        spec = new GroupSpec(node.input().rowType(), node.keys(), node.aggregates(), retracting);
        touchedAtWord = spec.layout().addWords(1);
        table = spec.newTable();
        GroupKernel kernel = interpreted ? null : spec.aggregates().kernel();
        update = kernel == null ? null : new GroupUpdate(node, spec, kernel);
        changes = new ChangeEmitter(node.rowType());
    }

    @Override
    public boolean copiesInput() {
        return true;
    }

    @Override
    public long changesIn(Batch batch) {
        return combined ? Aggregates.rowsCombined(batch, keys.length) : batch.rowCount();
    }

    @Override
    public void process(int input, Batch batch) {
        int rows = batch.rowCount();
        ensureBuffers(rows);
        KeyHashes.hash(batch, keys, hashes);
        spec.aggregates().beginBatch(rows);
        int most = inParts() ? PART : rows;
        for (int from = 0; from < rows; from += most) {
            process(batch, from, Math.min(most, rows - from));
        }
        table.state().compact();
    }

    /** Whether a batch is taken in parts. Not where rows are taken away: an update's two rows must stay together. */
    private boolean inParts() {
        return !retracting && (long) table.records().limit() * table.records().width() > largeWords;
    }

    private void process(Batch batch, int from, int count) {
        int[] numbers = rowNumbers.upTo(from + count);
        System.arraycopy(numbers, from, selection.rows, 0, count);
        boolean anyExisted;
        if (combined) {
            table.keys().lookupOrInsert(columns(batch), hashes, selection.rows, count, ids);
            anyExisted = touch(ids, count);
        } else {
            batchKeys.lookup(table.keys(), columns(batch), hashes, selection.rows, count, ids);
            anyExisted = touch(batchKeys.ids(), batchKeys.count());
        }
        if (update != null && touchedCount == count) {
            update.update(
                    table, batch, from, ids, count, ttlMicros() > 0, context().batchSize(), output());
            return;
        }
        Column[] keyColumns = keysTouched();
        Column[] before = anyExisted ? rowsNow(keyColumns) : null;
        selection.count = count;
        selection.kinds = batch.kinds();
        System.arraycopy(ids, 0, selection.ids, 0, count);
        AggregateState state = table.state();
        if (combined) {
            spec.aggregates().accumulatePartial(state, batch, keys.length, selection);
        } else {
            spec.aggregates().countRows(state, selection);
            spec.aggregates().accumulate(state, batch, selection);
        }
        tellChanges(before, rowsNow(keyColumns));
        if (retracting) {
            removeEmptyGroups();
        }
    }

    private Column[] columns(Batch batch) {
        Column[] columns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            columns[k] = batch.column(keys[k]);
        }
        return columns;
    }

    /**
     * Lists the groups of the batch, each once, in the order in which they appear, and whether they existed.
     *
     * @return whether any did
     */
    private boolean touch(int[] keyIds, int count) {
        Records records = table.records();
        long[][] pages = records.writable(keyIds, count);
        int width = records.width();
        batchNumber++;
        touchedCount = 0;
        boolean anyExisted = false;
        boolean ageing = ttlMicros() > 0;
        long now = ageing ? context().nowMicros() : 0;
        for (int i = 0; i < count; i++) {
            int id = keyIds[i];
            long[] page = pages[id >>> Records.SHIFT];
            int at = (id & Records.MASK) * width;
            long meta = page[at + Records.META];
            if (Records.stampOf(meta) == batchNumber) {
                continue;
            }
            page[at + Records.META] = Records.withStamp(meta, batchNumber);
            records.markChanged(id);
            if (ageing) {
                if (isExpired(page[at + touchedAtWord], now)) {
                    forget(id);
                }
                page[at + touchedAtWord] = now;
            }
            existed[touchedCount] = spec.aggregates().rowCount(records, id) > 0;
            anyExisted |= existed[touchedCount];
            touched[touchedCount++] = id;
        }
        return anyExisted;
    }

    /** Sets a group back to no rows but keeps its record. */
    private void forget(int id) {
        spec.aggregates().reset(table.state(), id);
    }

    private Column[] keysTouched() {
        Column[] columns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            columns[k] = Column.create(node.rowType().type(k), touchedCount);
        }
        spec.emitKeys(table.records(), touched, 0, touchedCount, columns);
        return columns;
    }

    /** The rows of the touched groups; the key columns are shared. */
    private Column[] rowsNow(Column[] keyColumns) {
        Column[] columns = Arrays.copyOf(keyColumns, node.rowType().size());
        for (int c = keys.length; c < columns.length; c++) {
            columns[c] = Column.create(node.rowType().type(c), touchedCount);
        }
        spec.emitAggregates(table.state(), touched, 0, touchedCount, columns, keys.length);
        return columns;
    }

    private void tellChanges(Column @Nullable [] before, Column[] after) {
        boolean tellBefore = node.mode() == ChangelogMode.RETRACT;
        changes.begin(touchedCount);
        for (int j = 0; j < touchedCount; j++) {
            boolean exists = !retracting || spec.aggregates().rowCount(table.records(), touched[j]) > 0;
            if (before == null || !existed[j]) {
                if (exists) {
                    changes.tell(ChangeKind.I, j, false);
                }
            } else if (!exists) {
                changes.tell(ChangeKind.D, j, true);
            } else if (ttlMicros() > 0 || isChanged(before, after, j)) {
                if (tellBefore) {
                    changes.tell(ChangeKind.UB, j, true);
                }
                changes.tell(ChangeKind.UA, j, false);
            }
        }
        changes.emit(before, after, touchedCount, context().batchSize(), output());
    }

    private boolean isChanged(Column[] before, Column[] after, int row) {
        for (int c = keys.length; c < before.length; c++) {
            if (!before[c].equalAt(row, after[c], row)) {
                return true;
            }
        }
        return false;
    }

    private void removeEmptyGroups() {
        for (int j = 0; j < touchedCount; j++) {
            if (spec.aggregates().rowCount(table.records(), touched[j]) == 0) {
                remove(touched[j]);
            }
        }
    }

    @Override
    Records records() {
        return table.records();
    }

    @Override
    int touchedAtWord() {
        return touchedAtWord;
    }

    @Override
    void remove(int id) {
        spec.remove(table, id);
    }

    @Override
    FrozenTable freezeTable() {
        AggregateState.Frozen frozen = table.state().freeze();
        return new FrozenTable() {
            @Override
            public Records records() {
                return frozen.records();
            }

            @Override
            public void write(int id, DataOutput out) throws IOException {
                spec.write(frozen, id, out);
                out.writeLong(frozen.records().word(id, touchedAtWord));
            }

            @Override
            public void release() {
                frozen.release();
            }
        };
    }

    @Override
    KeyTable keys() {
        return table.keys();
    }

    @Override
    int read(DataInput in) throws IOException {
        int id = spec.read(table, in);
        long touchedAt = in.readLong();
        boolean unknown = touchedAt == 0 && ttlMicros() > 0;
        table.records().setWord(id, touchedAtWord, unknown ? context().nowMicros() : touchedAt);
        return id;
    }

    @Override
    public long stateBytes() {
        return table.memoryBytes();
    }

    private void ensureBuffers(int rows) {
        if (ids.length < rows) {
            ids = new int[rows];
            hashes = new long[rows];
            touched = new int[rows];
            existed = new boolean[rows];
            selection.ensureCapacity(rows);
        }
    }
}
