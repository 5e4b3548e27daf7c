package io.levada.engine.operator;

import io.levada.core.data.Column;
import io.levada.core.plan.AggregateCall;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.aggregate.AggregateState;
import io.levada.engine.aggregate.Aggregates;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What the groups of one operator look like: key fields and aggregates in one record. Makes tables of groups. */
final class GroupSpec {
    private static final int BLOCK = 4096;

    private final RecordLayout layout = new RecordLayout();
    private final List<DataType> keyTypes;
    private final RecordField[] keys;
    private final Aggregates aggregates;
    private final int aggregateCount;
    private final boolean retracting;
    private final KeyTable.Buffers buffers = new KeyTable.Buffers();
    private final RowNumbers rowNumbers = new RowNumbers();
    private int[] fromIds = new int[0];
    private int[] toIds = new int[0];
    private int[] blockIds = new int[0];
    private long[] blockHashes = new long[0];

    GroupSpec(RowType input, List<Integer> keyColumns, List<AggregateCall> calls, boolean retracting) {
        keyTypes = keyColumns.stream().map(input::type).toList();
        keys = KeyTable.keyFields(layout, keyTypes);
        this.retracting = retracting;
        aggregates = new Aggregates(layout, input, calls, retracting);
        aggregateCount = calls.size();
    }

    /** For words of the operator's own; before the first table. */
    RecordLayout layout() {
        return layout;
    }

    Aggregates aggregates() {
        return aggregates;
    }

    Table newTable() {
        Records records = new Records(layout);
        return new Table(new KeyTable(records, keys, buffers), aggregates.newState(records));
    }

    /** Appends the keys of groups to the first columns of a result. */
    void emitKeys(Records records, int[] ids, int from, int count, Column[] columns) {
        for (int k = 0; k < keys.length; k++) {
            emitKey(k, records, ids, from, count, columns[k]);
        }
    }

    /** Appends one column of the keys. */
    void emitKey(int key, Records records, int[] ids, int from, int count, Column column) {
        keys[key].load(records, ids, from, count, column);
    }

    /** Appends the aggregates of groups to columns, the first of which is at {@code firstColumn}. */
    void emitAggregates(AggregateState state, int[] ids, int from, int count, Column[] columns, int firstColumn) {
        for (int a = 0; a < aggregateCount; a++) {
            aggregates.emit(a, state, ids, from, count, columns[firstColumn + a]);
        }
    }

    /** Takes a group out. */
    void remove(Table table, int id) {
        aggregates.clear(table.state(), id);
        table.keys().remove(id);
    }

    /** Takes out all groups without rows. */
    void removeEmpty(Table table) {
        Records records = table.records();
        int[] ids = new int[records.limit()];
        int count = 0;
        for (int id = 0; id < records.limit(); id++) {
            if (records.isLive(id) && aggregates.rowCount(records, id) == 0) {
                aggregates.clear(table.state(), id);
                ids[count++] = id;
            }
        }
        table.keys().removeAll(ids, count);
    }

    /** Whether {@link #subtract} is the opposite of {@link #mergeInto}. */
    boolean isInvertible() {
        return !retracting && aggregates.isInvertible();
    }

    /** Adds all groups of one table to those of another. */
    void mergeInto(Table to, Table from) {
        int count = find(to, from);
        aggregates.merge(to.state(), toIds, from.state(), fromIds, count);
        to.records().markChanged(toIds, count);
    }

    /** Which groups of one table were added to which of another. */
    record Merged(int[] fromIds, int[] toIds) {
        long memoryBytes() {
            return (fromIds.length + toIds.length) * (long) Integer.BYTES;
        }
    }

    /** The same, to be taken back by {@link #subtract}. */
    Merged merge(Table to, Table from) {
        mergeInto(to, from);
        int count = from.records().size();
        return new Merged(Arrays.copyOf(fromIds, count), Arrays.copyOf(toIds, count));
    }

    /**
     * Takes groups that were added by {@link #merge} away again. Nothing may have been added to {@code from} since.
     *
     * @return how many groups have no rows then; they stay
     */
    int subtract(Table to, Table from, Merged merged) {
        int count = merged.toIds().length;
        aggregates.subtract(to.state(), merged.toIds(), from.state(), merged.fromIds(), count);
        to.records().markChanged(merged.toIds(), count);
        int empty = 0;
        for (int id : merged.toIds()) {
            empty += aggregates.rowCount(to.records(), id) == 0 ? 1 : 0;
        }
        return empty;
    }

    /** Fills {@code fromIds} with all groups of one table and {@code toIds} with those of the same keys; gives how many. */
    private int find(Table to, Table from) {
        Records records = from.records();
        int limit = records.limit();
        if (fromIds.length < records.size()) {
            fromIds = new int[records.size()];
            toIds = new int[records.size()];
        }
        int count = 0;
        for (int id = 0; id < limit; id++) {
            if (records.isLive(id)) {
                fromIds[count++] = id;
            }
        }
        to.keys().reserve(Math.max(to.keys().size(), count));
        int[] rows = rowNumbers.upTo(Math.min(count, BLOCK));
        if (blockIds.length < rows.length) {
            blockIds = new int[rows.length];
            blockHashes = new long[rows.length];
        }
        Column[] columns = new Column[keys.length];
        for (int start = 0; start < count; start += BLOCK) {
            int size = Math.min(BLOCK, count - start);
            for (int k = 0; k < keys.length; k++) {
                columns[k] = Column.create(keyTypes.get(k), size);
                keys[k].load(records, fromIds, start, size, columns[k]);
            }
            for (int i = 0; i < size; i++) {
                blockHashes[i] = records.hash(fromIds[start + i]);
            }
            to.keys().lookupOrInsert(columns, blockHashes, rows, size, blockIds);
            System.arraycopy(blockIds, 0, toIds, start, size);
        }
        return count;
    }

    /** Gives up a table that nobody will use again. */
    void recycle(Table table) {
        table.keys().recycle();
    }

    /** Writes a group's key and aggregates; from any thread. */
    void write(AggregateState.Frozen frozen, int id, DataOutput out) throws IOException {
        KeyTable.writeKey(frozen.records(), keys, id, out);
        aggregates.write(frozen, id, out);
    }

    /** Reads what {@link #write} wrote and gives the new group's id, which isn't in the table of keys yet. */
    int read(Table table, DataInput in) throws IOException {
        int id = table.keys().readRecord(in);
        aggregates.read(table.state(), id, in);
        return id;
    }

    /** Groups by key. */
    record Table(KeyTable keys, AggregateState state) {
        Records records() {
            return state.records();
        }

        long memoryBytes() {
            return keys.memoryBytes() + state.memoryBytes() - state.records().memoryBytes();
        }
    }
}
