package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.type.RowType;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Remembers the last row of each key and tells what changes: an upsert stream becomes one that tells every row that
 * leaves. Of several changes of a key in one batch only the last counts. Updates that change nothing and deletions of
 * unknown keys are dropped; with a time to live, updates that change nothing are told, as in Flink.
 */
public final class ChangelogNormalizeOperator extends KeyedTableOperator {
    private final RowType type;
    private final int[] keys;
    private final RecordLayout layout = new RecordLayout();
    private final RecordField[] fields;
    private final RecordField[] keyFields;
    /** When the key's row came, 0 as long as there is none. */
    private final int touchedAtWord = layout.addWords(1);
    /** The key's place among those of the batch. */
    private final int placeWord = layout.addWords(1);

    private final KeyTable table;
    private final ChangeEmitter changes;
    private final RowNumbers rowNumbers = new RowNumbers();
    private int batchNumber;
    private long[] hashes = new long[0];
    private int[] ids = new int[0];
    private int[] touched = new int[0];
    private int[] lastRows = new int[0];
    private boolean[] existed = new boolean[0];
    private int touchedCount;

    public ChangelogNormalizeOperator(ChangelogNormalize node) {
        super(1, "a changelog by key");
        type = node.rowType();
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        fields = new RecordField[type.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = RecordField.create(layout, type.type(i));
        }
        keyFields = new RecordField[keys.length];
        for (int k = 0; k < keys.length; k++) {
            keyFields[k] = fields[keys[k]];
        }
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
        table.lookupOrInsert(columns, hashes, rowNumbers.upTo(rows), rows, ids);
        touch(rows);
        Column[] before = Batch.columnsFor(type, touchedCount);
        Column[] after = Batch.columnsFor(type, touchedCount);
        for (int c = 0; c < fields.length; c++) {
            fields[c].load(table.records(), touched, 0, touchedCount, before[c]);
            after[c].appendFrom(batch.column(c), lastRows, touchedCount);
        }
        tellChanges(batch, before, after);
        table.records().compactArena();
    }

    private void touch(int rows) {
        Records records = table.records();
        long now = Math.max(1, context().nowMicros());
        touchedCount = 0;
        batchNumber++;
        for (int row = 0; row < rows; row++) {
            int id = ids[row];
            long meta = records.word(id, Records.META);
            if (Records.stampOf(meta) != batchNumber) {
                records.setWord(id, Records.META, Records.withStamp(meta, batchNumber));
                long touchedAt = records.word(id, touchedAtWord);
                existed[touchedCount] = touchedAt != 0 && !isExpired(touchedAt, now);
                records.setWord(id, touchedAtWord, now);
                records.setWord(id, placeWord, touchedCount);
                touched[touchedCount++] = id;
            }
            lastRows[(int) records.word(id, placeWord)] = row;
        }
    }

    private void tellChanges(Batch batch, Column[] before, Column[] after) {
        changes.begin(touchedCount);
        int stored = 0;
        int[] storedIds = new int[touchedCount];
        int[] storedRows = new int[touchedCount];
        for (int j = 0; j < touchedCount; j++) {
            boolean exists = ChangeKind.isAddition(batch.kind(lastRows[j]));
            if (!exists) {
                if (existed[j]) {
                    changes.tell(ChangeKind.D, j, true);
                }
            } else if (!existed[j]) {
                changes.tell(ChangeKind.I, j, false);
            } else if (ttlMicros() > 0 || isChanged(before, after, j)) {
                changes.tell(ChangeKind.UB, j, true);
                changes.tell(ChangeKind.UA, j, false);
            } else {
                continue;
            }
            if (exists) {
                storedIds[stored] = touched[j];
                storedRows[stored++] = j;
            } else {
                remove(touched[j]);
            }
        }
        for (int c = 0; c < fields.length; c++) {
            fields[c].store(table.records(), storedIds, storedRows, stored, after[c]);
        }
        changes.emit(before, after, touchedCount, context().batchSize(), output());
    }

    private boolean isChanged(Column[] before, Column[] after, int row) {
        for (int c = 0; c < before.length; c++) {
            if (!before[c].equalAt(row, after[c], row)) {
                return true;
            }
        }
        return false;
    }

    @Override
    void remove(int id) {
        for (RecordField field : fields) {
            boolean isKey = false;
            for (RecordField key : keyFields) {
                isKey |= key == field;
            }
            if (!isKey) {
                field.clear(table.records(), id);
            }
        }
        table.remove(id);
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
    FrozenTable freezeTable() {
        Records frozen = table.records().freeze();
        return new FrozenTable() {
            @Override
            public Records records() {
                return frozen;
            }

            @Override
            public void write(int id, DataOutput out) throws IOException {
                out.writeLong(frozen.hash(id));
                out.writeLong(frozen.word(id, touchedAtWord));
                for (RecordField field : fields) {
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
        int id = table.records().allocate(in.readLong());
        table.records().setWord(id, touchedAtWord, in.readLong());
        for (RecordField field : fields) {
            field.read(table.records(), id, in);
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
            touched = new int[rows];
            lastRows = new int[rows];
            existed = new boolean[rows];
        }
    }
}
