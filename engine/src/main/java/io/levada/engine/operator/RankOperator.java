package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Rank;
import io.levada.core.type.RowType;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Top-N. Over an append-only input a partition keeps its N first rows and nothing else; where rows may leave, all of
 * them, and an index finds the one that leaves. What a batch does to a partition is told at its end, once: the rows that
 * stood in the places before are compared with those that stand there now.
 *
 * <p>With a time to live, partitions whose rows haven't changed for so long are forgotten without a word.
 */
final class RankOperator extends AgeingOperator {
    private final Rank node;
    private final RowType type;
    private final int[] keys;
    private final boolean bounded;
    private final RecordLayout layout = new RecordLayout();
    private final RecordField[] keyFields;
    private final int endsWord = layout.addWords(2);
    private final int changedAtWord = layout.addWords(1);
    private final KeyTable partitions;
    private final RankedRows ranked;
    private final @Nullable RowIndex index;
    private final RankChanges changes;
    private final RankSnapshot snapshot;
    private final RowNumbers rowNumbers = new RowNumbers();
    private int batchNumber;
    private long[] hashes = new long[0];
    private long[] words = new long[0];
    private int[] ids = new int[0];
    private int[] gone = new int[64];
    private int goneCount;

    RankOperator(Rank node) {
        this.node = node;
        type = node.input().rowType();
        keys = node.partition().stream().mapToInt(Integer::intValue).toArray();
        bounded = node.input().mode() == ChangelogMode.APPEND;
        keyFields = KeyTable.keyFields(
                layout, node.partition().stream().map(type::type).toList());
        partitions = new KeyTable(new Records(layout), keyFields, new KeyTable.Buffers());
        RecordLayout rowLayout = new RecordLayout();
        int sameWord = bounded ? -1 : rowLayout.addWords(1);
        long most = bounded ? node.to() : Long.MAX_VALUE;
        ranked = new RankedRows(rowLayout, type, node.order(), partitions.records(), endsWord, most, false);
        index = bounded ? null : new RowIndex(ranked, sameWord);
        changes = new RankChanges(node, ranked);
        snapshot = new RankSnapshot(partitions, ranked, changedAtWord, "a Top-N", index);
    }

    @Override
    public void process(int input, Batch batch) {
        int rows = batch.rowCount();
        if (ids.length < rows) {
            ids = new int[rows];
            hashes = new long[rows];
            words = new long[rows];
        }
        KeyHashes.hash(batch, keys, hashes);
        Column[] columns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            columns[k] = batch.column(keys[k]);
        }
        partitions.lookupOrInsert(columns, hashes, rowNumbers.upTo(rows), rows, ids);
        ranked.order().words(batch, words);
        batchNumber++;
        changes.begin();
        if (index == null) {
            insertBest(batch, rows);
        } else {
            apply(index, batch, rows);
        }
        changes.emit(context().batchSize(), output());
        removeEmpty();
        freeGone();
        ranked.rows().compactArena();
        partitions.records().compactArena();
    }

    private void insertBest(Batch batch, int rows) {
        for (int row = 0; row < rows; row++) {
            int partition = ids[row];
            forgetIfExpired(partition);
            if (ranked.count(partition) >= node.to() && ranked.comesLast(partition, batch, row, words[row])) {
                continue;
            }
            touch(partition);
            ranked.insertFirst(partition, batch, row, words[row]);
            if (ranked.count(partition) > node.to()) {
                leave(partition, ranked.last(partition));
            }
        }
        ranked.storeLater(batch);
    }

    private void apply(RowIndex found, Batch batch, int rows) {
        found.begin(batch);
        for (int row = 0; row < rows; row++) {
            int partition = ids[row];
            forgetIfExpired(partition);
            if (ChangeKind.isAddition(batch.kind(row))) {
                touch(partition);
                int id = ranked.insert(partition, batch, row, words[row], found.hash(row));
                found.add(id, batch.columns(), row);
            } else {
                int id = found.take(batch.columns(), row);
                if (id >= 0) {
                    touch(partition);
                    leave(partition, id);
                }
            }
        }
    }

    /** Notes, at the batch's first change of a partition, how it was. */
    private void touch(int partition) {
        Records records = partitions.records();
        long meta = records.word(partition, Records.META);
        if (Records.stampOf(meta) == batchNumber) {
            return;
        }
        records.setWordUnnoticed(partition, Records.META, Records.withStamp(meta, batchNumber));
        if (ttlMicros() > 0) {
            records.setWord(partition, changedAtWord, Math.max(1, context().nowMicros()));
        }
        changes.touch(partition);
    }

    private void forgetIfExpired(int partition) {
        if (ttlMicros() > 0
                && isExpired(
                        partitions.records().word(partition, changedAtWord),
                        context().nowMicros())) {
            forget(partition);
        }
    }

    /** A row that leaves may still have to be told. */
    private void leave(int partition, int id) {
        ranked.remove(partition, id);
        if (goneCount == gone.length) {
            gone = Arrays.copyOf(gone, goneCount * 2);
        }
        gone[goneCount++] = id;
    }

    private void forget(int partition) {
        for (int id = ranked.first(partition); id >= 0; id = ranked.first(partition)) {
            if (index != null) {
                index.drop(id);
            }
            leave(partition, id);
        }
    }

    private void freeGone() {
        for (int i = 0; i < goneCount; i++) {
            ranked.free(gone[i]);
        }
        goneCount = 0;
    }

    private void removeEmpty() {
        if (!bounded) {
            changes.forEachTouched(partition -> {
                if (ranked.count(partition) == 0) {
                    partitions.remove(partition);
                }
            });
        }
    }

    @Override
    void remove(int partition) {
        forget(partition);
        freeGone();
        partitions.remove(partition);
    }

    @Override
    Records records() {
        return partitions.records();
    }

    @Override
    int touchedAtWord() {
        return changedAtWord;
    }

    @Override
    public FrozenState freeze() {
        return snapshot.freeze(null);
    }

    @Override
    public void expect(long entries) {
        RestoredKeys.expect(partitions, entries, context());
    }

    @Override
    public void restoreGroup(int keyGroup, DataInput in) throws IOException {
        snapshot.restoreGroup(in, partition -> {
            Records records = partitions.records();
            if (ttlMicros() > 0 && records.word(partition, changedAtWord) == 0) {
                records.setWord(partition, changedAtWord, Math.max(1, context().nowMicros()));
            }
        });
    }

    @Override
    public long stateBytes() {
        return partitions.memoryBytes() + (index == null ? ranked.rows().memoryBytes() : index.memoryBytes());
    }
}
