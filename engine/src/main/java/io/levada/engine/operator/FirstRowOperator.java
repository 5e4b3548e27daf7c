package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.Watermark;
import io.levada.core.plan.Deduplicate;
import io.levada.core.type.RowType;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * Tells for each key the row with the least event time, once, when the watermark reaches that time: no earlier one can
 * come then. Rows behind the watermark are dropped and counted as {@code late_rows}.
 *
 * <p>With a time to live, a key that was told that long ago starts anew; a row that waits isn't forgotten.
 */
final class FirstRowOperator extends KeyedTableOperator {
    private static final int BATCHES_A_CALL = 4;

    private final RowType type;
    private final int[] keys;
    private final int time;
    private final RecordLayout layout = new RecordLayout();
    private final int timeWord = layout.addWords(1);
    /** When the row was told, 0 as long as it waits. */
    private final int toldAtWord = layout.addWords(1);
    /** 1 in a record that has a row. */
    private final int filledWord = layout.addWords(1);

    private final RecordField[] fields;
    private final RecordField[] keyFields;
    private final RecordField[] valueFields;
    private final KeyTable table;
    private final EndQueue due = new EndQueue();
    private final RowNumbers rowNumbers = new RowNumbers();
    private final Counter lateRows = new Counter();
    private long watermark = Watermark.NONE;
    private boolean restored;
    private long[] hashes = new long[0];
    private int[] ids = new int[0];

    FirstRowOperator(Deduplicate node) {
        super(1, "ROW_NUMBER() = 1 by event time");
        type = node.rowType();
        time = node.time();
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        fields = new RecordField[type.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = RecordField.create(layout, type.type(i));
        }
        keyFields = new RecordField[keys.length];
        for (int k = 0; k < keys.length; k++) {
            keyFields[k] = fields[keys[k]];
        }
        valueFields = IntStream.range(0, fields.length)
                .filter(c -> !node.keys().contains(c))
                .mapToObj(c -> fields[c])
                .toArray(RecordField[]::new);
        table = new KeyTable(new Records(layout), keyFields, new KeyTable.Buffers());
    }

    @Override
    void opened() {
        super.opened();
        context().figures().counter("late_rows", lateRows::get);
    }

    @Override
    public void process(int input, Batch batch) {
        int rows = batch.rowCount();
        if (ids.length < rows) {
            ids = new int[rows];
            hashes = new long[rows];
        }
        long[] times = WindowInput.times(batch, time);
        KeyHashes.hash(batch, keys, hashes);
        Column[] columns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            columns[k] = batch.column(keys[k]);
        }
        int[] numbers = rowNumbers.upTo(rows);
        if (watermark == Watermark.NONE) {
            take(batch, columns, times, numbers, rows);
            return;
        }
        int[] inTime = new int[rows];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            inTime[count] = row;
            count += times[row] >= watermark ? 1 : 0;
        }
        lateRows.add(rows - count);
        take(batch, columns, times, inTime, count);
    }

    private void take(Batch batch, Column[] columns, long[] times, int[] rows, int count) {
        table.lookupOrInsert(columns, hashes, rows, count, ids);
        Records records = table.records();
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            long now = times[rows[i]];
            boolean filled = records.word(id, filledWord) != 0;
            if (filled && (isTold(id) || records.word(id, timeWord) <= now)) {
                continue;
            }
            records.setWord(id, filledWord, 1);
            records.setWord(id, timeWord, now);
            records.setWord(id, toldAtWord, 0);
            for (int c = 0; c < fields.length; c++) {
                fields[c].store(records, id, batch.column(c), rows[i]);
            }
            due.add(now, id);
        }
        records.compactArena();
    }

    private boolean isTold(int id) {
        long toldAt = table.records().word(id, toldAtWord);
        return toldAt != 0 && !isExpired(toldAt, context().nowMicros());
    }

    @Override
    public boolean watermark(long micros) {
        watermark = Math.max(watermark, micros);
        int batchSize = Math.max(1, context().batchSize());
        for (int batches = 0; batches < BATCHES_A_CALL; batches++) {
            int[] told = new int[Math.min(batchSize, Math.max(1, table.records().size()))];
            int count = 0;
            while (count < told.length && isDue()) {
                long end = due.firstEnd();
                int id = due.poll();
                if (isWaiting(id, end)) {
                    told[count++] = id;
                    table.records()
                            .setWord(id, toldAtWord, Math.max(1, context().nowMicros()));
                }
            }
            if (count > 0) {
                tell(told, count);
            }
            if (!isDue()) {
                return true;
            }
        }
        return false;
    }

    private boolean isDue() {
        return !due.isEmpty() && due.firstEnd() <= watermark;
    }

    /** An entry of the queue may be of a row that an earlier one has replaced, or of a record that is another's now. */
    private boolean isWaiting(int id, long end) {
        Records records = table.records();
        return records.isLive(id)
                && records.word(id, filledWord) != 0
                && records.word(id, toldAtWord) == 0
                && records.word(id, timeWord) == end;
    }

    private void tell(int[] told, int count) {
        Column[] columns = Batch.columnsFor(type, count);
        for (int c = 0; c < fields.length; c++) {
            fields[c].load(table.records(), told, 0, count, columns[c]);
        }
        for (int i = 0; i < count; i++) {
            for (RecordField field : valueFields) {
                field.clear(table.records(), told[i]);
            }
        }
        table.records().compactArena();
        output().emit(Batch.inserts(count, columns));
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
        return toldAtWord;
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
                out.writeLong(frozen.word(id, timeWord));
                out.writeLong(frozen.word(id, toldAtWord));
                for (RecordField field : valueFields) {
                    field.write(frozen, id, out);
                }
            }
        };
    }

    @Override
    KeyedFrozenState.SharedWriter freezeShared() {
        long reached = watermark;
        return out -> WindowTimer.write(reached, out);
    }

    @Override
    KeyTable keys() {
        return table;
    }

    @Override
    int read(DataInput in) throws IOException {
        Records records = table.records();
        int id = table.readRecord(in);
        records.setWord(id, filledWord, 1);
        records.setWord(id, timeWord, in.readLong());
        records.setWord(id, toldAtWord, in.readLong());
        for (RecordField field : valueFields) {
            field.read(records, id, in);
        }
        if (records.word(id, toldAtWord) == 0) {
            due.add(records.word(id, timeWord), id);
        }
        return id;
    }

    /** The least of what the workers had: a row that is late everywhere is late here too. */
    @Override
    public void restoreShared(DataInput in) throws IOException {
        long reached = WindowTimer.readTime(in);
        watermark = restored ? Math.min(watermark, reached) : reached;
        restored = true;
    }

    @Override
    public long stateBytes() {
        return table.memoryBytes() + due.memoryBytes();
    }
}
