package io.levada.engine.operator;

import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.engine.state.KeyTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the keys of a batch in a table, each key once however often it comes: few keys are hot, and the table of keys
 * of one batch stays in the cache where the whole state doesn't. Where keys hardly repeat, rows are looked up as they are,
 * and every now and then it is tried again.
 */
final class BatchKeys {
    /** Batches that go by before keys that didn't repeat are looked at again. */
    private static final int PAUSE = 31;

    /** {@link #base} + a key's number + 1; what is not greater than the base is empty. */
    private int[] slots = new int[64];

    private int base;
    private int[] numbers = new int[0];
    private int[] firsts = new int[0];
    private long[] keyHashes = new long[0];
    private int[] keyIds = new int[0];
    private int[] ids = new int[0];
    private int count;
    private int pause;

    /**
     * Finds or makes records, as {@link KeyTable#lookupOrInsert} does.
     *
     * @param found receives the id for {@code rows[i]} at {@code i}
     */
    void lookup(KeyTable table, Column[] columns, long[] hashes, int[] rows, int rowCount, int[] found) {
        if (pause > 0 || !number(columns, hashes, rows, rowCount)) {
            pause = Math.max(0, pause - 1);
            table.lookupOrInsert(columns, hashes, rows, rowCount, found);
            ids = found;
            count = rowCount;
            return;
        }
        if (count > rowCount - rowCount / 4) {
            pause = PAUSE;
        }
        table.lookupOrInsert(columns, hashes, firsts, count, keyIds);
        for (int i = 0; i < rowCount; i++) {
            found[i] = keyIds[numbers[i]];
        }
        ids = keyIds;
    }

    /** The ids that the last lookup gave, in the order in which they came first; some may be there more than once. */
    int[] ids() {
        return ids;
    }

    /** How many of {@link #ids()} there are. */
    int count() {
        return count;
    }

    /** The number from 0 of each row's key; null when they have none, because rows were looked up as they are. */
    int @Nullable [] numbers() {
        return ids == keyIds ? numbers : null;
    }

    /** Numbers the different keys; false when two of them have one hash. */
    private boolean number(Column[] columns, long[] hashes, int[] rows, int rowCount) {
        ensureRoom(rowCount);
        int mask = slots.length - 1;
        int known = 0;
        for (int i = 0; i < rowCount; i++) {
            long hash = hashes[rows[i]];
            int slot = (int) (hash ^ hash >>> 32) & mask;
            int number;
            while ((number = slots[slot] - base - 1) >= 0 && keyHashes[number] != hash) {
                slot = slot + 1 & mask;
            }
            if (number < 0) {
                number = known++;
                slots[slot] = base + number + 1;
                keyHashes[number] = hash;
                firsts[number] = rows[i];
            }
            numbers[i] = number;
        }
        base += known;
        count = known;
        for (Column column : columns) {
            if (!isSame(column, rows, rowCount)) {
                return false;
            }
        }
        return true;
    }

    /** Whether each row has the value of the first row of its number. */
    private boolean isSame(Column column, int[] rows, int rowCount) {
        if (column instanceof BytesColumn texts && texts.isUniform()) {
            return true;
        }
        if (column instanceof LongColumn longs && column.nulls() == null) {
            long[] values = longs.values();
            long differences = 0;
            for (int i = 0; i < rowCount; i++) {
                differences |= values[rows[i]] ^ values[firsts[numbers[i]]];
            }
            return differences == 0;
        }
        for (int i = 0; i < rowCount; i++) {
            if (!column.equalAt(rows[i], column, firsts[numbers[i]])) {
                return false;
            }
        }
        return true;
    }

    private void ensureRoom(int rowCount) {
        if (numbers.length < rowCount) {
            int room = Math.max(rowCount, numbers.length * 2);
            numbers = new int[room];
            firsts = new int[room];
            keyIds = new int[room];
            keyHashes = new long[room];
            slots = new int[Integer.highestOneBit(Math.max(32, room)) * 4];
            base = 0;
        } else if (base > Integer.MAX_VALUE - 2 * rowCount - 2) {
            Arrays.fill(slots, 0);
            base = 0;
        }
    }
}
