package io.levada.engine.operator;

import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import java.util.Arrays;

/**
 * Numbers the different keys of a batch from 0, in the order in which they come first: few keys are hot, and a table of the
 * keys of one batch stays in the cache where the whole state doesn't.
 */
final class RowGroups {
    /** {@link #base} + a key's number + 1; what is not greater than the base is empty. */
    private int[] slots = new int[64];

    private int base;
    private int[] numbers = new int[0];
    private int[] firsts = new int[0];
    private long[] keyHashes = new long[0];
    private int count;

    /**
     * @param hashes by row
     * @param rows the rows to look at
     * @return false when two different keys have one hash; then nothing is known
     */
    boolean number(Column[] columns, long[] hashes, int[] rows, int rowCount) {
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

    /** How many different keys there are. */
    int count() {
        return count;
    }

    /** By the index into the rows: the number of the row's key. */
    int[] numbers() {
        return numbers;
    }

    /** By number: the first row of the key. */
    int[] firsts() {
        return firsts;
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
            keyHashes = new long[room];
            slots = new int[Integer.highestOneBit(Math.max(32, room)) * 4];
            base = 0;
        } else if (base > Integer.MAX_VALUE - 2 * rowCount - 2) {
            Arrays.fill(slots, 0);
            base = 0;
        }
    }
}
