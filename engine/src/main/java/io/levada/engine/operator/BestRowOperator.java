package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.SortKey;
import io.levada.core.type.RowType;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keeps for each key the one row that comes first in an order; over an append-only input. Of the rows of a key in one
 * batch only the best is stored and told.
 *
 * <p>With a time to live, a key whose row is that old starts anew without a word.
 */
final class BestRowOperator extends KeyedTableOperator {
    private static final int NONE = -1;

    private final RowType type;
    private final int[] keys;
    private final boolean latestFirst;
    private final boolean tellBefore;
    private final RecordLayout layout = new RecordLayout();
    private final int orderWord = layout.addWords(1);
    /** When the row was stored, 0 as long as there is none. */
    private final int storedAtWord = layout.addWords(1);
    /** The key's place among those of the batch. */
    private final int placeWord = layout.addWords(1);

    private final RecordField[] keyFields;
    /** The columns that are stored beside the key: none where a row that was told never changes. */
    private final int[] valueColumns;

    private final RecordField[] valueFields;
    private final RowOrder order;
    private final KeyTable table;
    private final ChangeEmitter changes;
    private final RowNumbers rowNumbers = new RowNumbers();
    private int batchNumber;
    private long[] hashes = new long[0];
    private long[] words = new long[0];
    private int[] ids = new int[0];
    private int[] touched = new int[0];
    private int[] winners = new int[0];
    private boolean[] existed = new boolean[0];
    private int touchedCount;
    /** The keys that have another row already, and the rows that take its place. */
    private int[] replacedIds = new int[0];

    private int[] replacedBy = new int[0];

    /** @param latestFirst whether of rows that are equal in the order the last to come is kept */
    BestRowOperator(
            RowType type, List<Integer> keyColumns, List<SortKey> sortKeys, boolean latestFirst, ChangelogMode mode) {
        super(1, "ROW_NUMBER() = 1");
        this.type = type;
        this.latestFirst = latestFirst;
        tellBefore = mode == ChangelogMode.RETRACT;
        keys = keyColumns.stream().mapToInt(Integer::intValue).toArray();
        RecordField[] fields = new RecordField[type.size()];
        keyFields = new RecordField[keys.length];
        for (int k = 0; k < keys.length; k++) {
            keyFields[k] = RecordField.create(layout, type.type(keys[k]));
            fields[keys[k]] = keyFields[k];
        }
        valueColumns = mode == ChangelogMode.APPEND
                ? new int[0]
                : IntStream.range(0, type.size())
                        .filter(c -> !keyColumns.contains(c))
                        .toArray();
        valueFields = new RecordField[valueColumns.length];
        for (int v = 0; v < valueColumns.length; v++) {
            valueFields[v] = RecordField.create(layout, type.type(valueColumns[v]));
            fields[valueColumns[v]] = valueFields[v];
        }
        order = new RowOrder(sortKeys, type, fields);
        table = new KeyTable(new Records(layout), keyFields, new KeyTable.Buffers());
        changes = new ChangeEmitter(type);
    }

    @Override
    public void process(int input, Batch batch) {
        int rows = batch.rowCount();
        ensureBuffers(rows);
        KeyHashes.hash(batch, keys, hashes);
        Column[] columns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            columns[k] = batch.column(keys[k]);
        }
        order.words(batch, words);
        table.lookupOrInsert(columns, hashes, rowNumbers.upTo(rows), rows, ids);
        choose(batch, rows);
        keepChanged();
        if (touchedCount > 0) {
            tellAndStore(batch);
        }
        table.records().compactArena();
    }

    /** Finds the best row of each key; {@link #NONE} where it is the stored one. */
    private void choose(Batch batch, int rows) {
        Records records = table.records();
        long[][] pages = records.writable(ids, rows);
        int width = records.width();
        long now = ttlMicros() > 0 ? Math.max(1, context().nowMicros()) : 1;
        touchedCount = 0;
        batchNumber++;
        for (int row = 0; row < rows; row++) {
            int id = ids[row];
            long[] page = pages[id >>> Records.SHIFT];
            int at = (id & Records.MASK) * width;
            long meta = page[at + Records.META];
            int place;
            if (Records.stampOf(meta) != batchNumber) {
                page[at + Records.META] = Records.withStamp(meta, batchNumber);
                place = touchedCount++;
                page[at + placeWord] = place;
                touched[place] = id;
                long storedAt = page[at + storedAtWord];
                existed[place] = storedAt != 0 && !isExpired(storedAt, now);
                winners[place] = NONE;
                if (!existed[place]) {
                    winners[place] = row;
                    continue;
                }
            } else {
                place = (int) page[at + placeWord];
            }
            int winner = winners[place];
            long best = winner == NONE ? page[at + orderWord] : words[winner];
            if (words[row] < best || words[row] == best && winsTie(batch, row, winner, id)) {
                winners[place] = row;
            }
        }
    }

    private boolean winsTie(Batch batch, int row, int winner, int id) {
        if (order.isExact()) {
            return latestFirst;
        }
        int best = winner == NONE
                ? order.compareRecord(table.records(), id, batch, row)
                : order.compareRows(batch, winner, row);
        return best > 0 || best == 0 && latestFirst;
    }

    /** Closes the ranks of the touched keys over those that keep their row. */
    private void keepChanged() {
        int changed = 0;
        for (int j = 0; j < touchedCount; j++) {
            if (winners[j] != NONE) {
                touched[changed] = touched[j];
                existed[changed] = existed[j];
                winners[changed++] = winners[j];
            }
        }
        touchedCount = changed;
    }

    private void tellAndStore(Batch batch) {
        Records records = table.records();
        int replaced = tellBefore ? findReplaced() : 0;
        Column[] before = replaced > 0 ? before(batch, replaced) : null;
        Column[] after = Batch.columnsFor(type, touchedCount);
        for (int c = 0; c < after.length; c++) {
            after[c].appendFrom(batch.column(c), winners, touchedCount);
        }
        for (int v = 0; v < valueColumns.length; v++) {
            valueFields[v].store(records, touched, winners, touchedCount, batch.column(valueColumns[v]));
        }
        long now = Math.max(1, context().nowMicros());
        long[][] pages = records.writable(touched, touchedCount);
        int width = records.width();
        changes.begin(touchedCount);
        int told = 0;
        for (int j = 0; j < touchedCount; j++) {
            long[] page = pages[touched[j] >>> Records.SHIFT];
            int at = (touched[j] & Records.MASK) * width;
            page[at + orderWord] = words[winners[j]];
            page[at + storedAtWord] = now;
            records.markChanged(touched[j]);
            if (existed[j]) {
                if (tellBefore) {
                    changes.tell(ChangeKind.UB, told++, true);
                }
                changes.tell(ChangeKind.UA, j, false);
            } else {
                changes.tell(ChangeKind.I, j, false);
            }
        }
        changes.emit(before, after, touchedCount, context().batchSize(), output());
    }

    /** Notes which of the touched keys have another row already, and gives how many. */
    private int findReplaced() {
        int count = 0;
        for (int j = 0; j < touchedCount; j++) {
            if (existed[j]) {
                replacedIds[count] = touched[j];
                replacedBy[count++] = winners[j];
            }
        }
        return count;
    }

    private Column[] before(Batch batch, int replaced) {
        Column[] before = Batch.columnsFor(type, replaced);
        for (int key : keys) {
            before[key].appendFrom(batch.column(key), replacedBy, replaced);
        }
        for (int v = 0; v < valueColumns.length; v++) {
            valueFields[v].load(table.records(), replacedIds, 0, replaced, before[valueColumns[v]]);
        }
        return before;
    }

    @Override
    void remove(int id) {
        for (RecordField field : valueFields) {
            field.clear(table.records(), id);
        }
        table.remove(id);
    }

    @Override
    Records records() {
        return table.records();
    }

    @Override
    int touchedAtWord() {
        return storedAtWord;
    }

    @Override
    FrozenTable freezeTable() {
        Records frozen = table.records().freeze();
        return new FrozenTable() {
            @Override
            public Records records() {
                return frozen;
            }

            @Override
            public void write(int id, DataOutput out) throws IOException {
                KeyTable.writeKey(frozen, keyFields, id, out);
                out.writeLong(frozen.word(id, orderWord));
                out.writeLong(frozen.word(id, storedAtWord));
                for (RecordField field : valueFields) {
                    field.write(frozen, id, out);
                }
            }
        };
    }

    @Override
    KeyTable keys() {
        return table;
    }

    @Override
    int read(DataInput in) throws IOException {
        Records records = table.records();
        int id = table.readRecord(in);
        records.setWord(id, orderWord, in.readLong());
        records.setWord(id, storedAtWord, in.readLong());
        for (RecordField field : valueFields) {
            field.read(records, id, in);
        }
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
            words = new long[rows];
            touched = new int[rows];
            winners = new int[rows];
            existed = new boolean[rows];
            replacedIds = new int[rows];
            replacedBy = new int[rows];
        }
    }
}
