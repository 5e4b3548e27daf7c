package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.Records;

/**
 * Finds the record of a row that leaves by all of its columns. Of rows that are equal one is in the table, the others hang
 * on it in a chain.
 */
final class RowIndex {
    private final RankedRows ranked;
    private final Records rows;
    private final KeyTable table;
    private final int sameWord;
    private final int[] columns;
    private long[] hashes = new long[0];

    /** @param sameWord a word of the rows' records: the id + 1 of another row that is equal */
    RowIndex(RankedRows ranked, int sameWord) {
        this.ranked = ranked;
        this.sameWord = sameWord;
        rows = ranked.rows();
        table = new KeyTable(rows, ranked.fields(), new KeyTable.Buffers());
        columns = new int[ranked.fields().length];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = c;
        }
    }

    void begin(Batch batch) {
        if (hashes.length < batch.rowCount()) {
            hashes = new long[batch.rowCount()];
        }
        KeyHashes.hash(batch, columns, hashes);
    }

    long hash(int row) {
        return hashes[row];
    }

    /** Makes a stored row findable. */
    void add(int id, Column[] values, int row) {
        long hash = rows.hash(id);
        int head = table.find(values, hash, row);
        if (head < 0) {
            rows.setWordUnnoticed(id, sameWord, 0);
            table.index(id, hash);
        } else {
            rows.setWordUnnoticed(id, sameWord, rows.word(head, sameWord));
            rows.setWordUnnoticed(head, sameWord, id + 1);
        }
    }

    /** The id of one row that is equal, no longer findable; -1 when there is none. */
    int take(Column[] values, int row) {
        int head = table.find(values, hashes[row], row);
        if (head < 0) {
            return -1;
        }
        int other = (int) rows.word(head, sameWord) - 1;
        if (other < 0) {
            table.unindex(head);
            return head;
        }
        rows.setWordUnnoticed(head, sameWord, rows.word(other, sameWord));
        return other;
    }

    /** Makes this very row no longer findable. */
    void drop(int id) {
        Column[] values = ranked.load(new int[] {id}, 1);
        int head = table.find(values, rows.hash(id), 0);
        int next = (int) rows.word(id, sameWord) - 1;
        if (head == id) {
            table.unindex(id);
            if (next >= 0) {
                table.index(next, rows.hash(next));
            }
            return;
        }
        int before = head;
        while ((int) rows.word(before, sameWord) - 1 != id) {
            before = (int) rows.word(before, sameWord) - 1;
        }
        rows.setWordUnnoticed(before, sameWord, next + 1);
    }

    /** Makes all rows of a restored partition findable. */
    void addAll(int partition) {
        int count = ranked.count(partition);
        int[] ids = new int[count];
        int id = ranked.first(partition);
        for (int i = 0; i < count; i++) {
            ids[i] = id;
            id = ranked.next(id);
        }
        Column[] values = ranked.load(ids, count);
        for (int i = 0; i < count; i++) {
            add(ids[i], values, i);
        }
    }

    /** With the rows. */
    long memoryBytes() {
        return table.memoryBytes();
    }
}
