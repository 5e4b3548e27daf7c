package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.type.RowType;
import java.util.List;

/**
 * The rows of an outside table, to be found by key. Never changes once made, so that all workers share it. Rows with a
 * NULL in the key are kept out: nothing matches them.
 */
public final class LookupIndex {
    private final Column[] columns;
    private final Column[] keyColumns;
    private final long[] hashes;
    /** By slot, the first row of its chain + 1. */
    private final int[] heads;
    /** By row, the next row of the chain + 1. */
    private final int[] nexts;

    private LookupIndex(Column[] columns, Column[] keyColumns, long[] hashes, int[] heads, int[] nexts) {
        this.columns = columns;
        this.keyColumns = keyColumns;
        this.hashes = hashes;
        this.heads = heads;
        this.nexts = nexts;
    }

    /** @param keys columns of the rows */
    public static LookupIndex of(List<Batch> batches, RowType type, List<Integer> keys) {
        int rows = batches.stream().mapToInt(Batch::rowCount).sum();
        Column[] columns = Batch.columnsFor(type, rows);
        for (Batch batch : batches) {
            for (int c = 0; c < columns.length; c++) {
                for (int row = 0; row < batch.rowCount(); row++) {
                    columns[c].appendFrom(batch.column(c), row);
                }
            }
        }
        int[] keyIndexes = keys.stream().mapToInt(Integer::intValue).toArray();
        Column[] keyColumns = new Column[keyIndexes.length];
        for (int k = 0; k < keyIndexes.length; k++) {
            keyColumns[k] = columns[keyIndexes[k]];
        }
        long[] hashes = new long[rows];
        KeyHashes.hash(Batch.inserts(rows, columns), keyIndexes, hashes);
        int[] heads = new int[Integer.highestOneBit(Math.max(8, rows)) * 4];
        int[] nexts = new int[rows];
        // From the last row to the first, so that chains are in the table's order.
        for (int row = rows - 1; row >= 0; row--) {
            if (!hasNull(keyColumns, row)) {
                int slot = (int) hashes[row] & heads.length - 1;
                nexts[row] = heads[slot];
                heads[slot] = row + 1;
            }
        }
        return new LookupIndex(columns, keyColumns, hashes, heads, nexts);
    }

    static boolean hasNull(Column[] columns, int row) {
        for (Column column : columns) {
            if (column.isNull(row)) {
                return true;
            }
        }
        return false;
    }

    public int size() {
        return nexts.length;
    }

    public Column column(int index) {
        return columns[index];
    }

    /** The first row that has that key, or -1. The hash is that of {@link KeyHashes}. */
    int first(long hash, Column[] keys, int keyRow) {
        return match(heads[(int) hash & heads.length - 1] - 1, hash, keys, keyRow);
    }

    /** The row after {@code row} that has the key, or -1. */
    int next(int row, long hash, Column[] keys, int keyRow) {
        return match(nexts[row] - 1, hash, keys, keyRow);
    }

    private int match(int candidate, long hash, Column[] keys, int keyRow) {
        int row = candidate;
        while (row >= 0 && !(hashes[row] == hash && isEqual(row, keys, keyRow))) {
            row = nexts[row] - 1;
        }
        return row;
    }

    private boolean isEqual(int row, Column[] keys, int keyRow) {
        for (int k = 0; k < keyColumns.length; k++) {
            if (!keyColumns[k].equalAt(row, keys[k], keyRow)) {
                return false;
            }
        }
        return true;
    }
}
