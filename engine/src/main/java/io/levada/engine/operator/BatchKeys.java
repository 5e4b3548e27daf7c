package io.levada.engine.operator;

import io.levada.core.data.Column;
import io.levada.engine.state.KeyTable;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the keys of a batch in a table, each key once however often it comes. Where keys hardly repeat, rows are looked
 * up as they are, and every now and then it is tried again.
 */
final class BatchKeys {
    /** Batches that go by before keys that didn't repeat are looked at again. */
    private static final int PAUSE = 31;

    private final RowGroups groups = new RowGroups();
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
        if (pause > 0 || !groups.number(columns, hashes, rows, rowCount)) {
            pause = Math.max(0, pause - 1);
            table.lookupOrInsert(columns, hashes, rows, rowCount, found);
            ids = found;
            count = rowCount;
            return;
        }
        count = groups.count();
        if (count > rowCount - rowCount / 4) {
            pause = PAUSE;
        }
        if (keyIds.length < count) {
            keyIds = new int[Math.max(rowCount, keyIds.length * 2)];
        }
        table.lookupOrInsert(columns, hashes, groups.firsts(), count, keyIds);
        int[] numbers = groups.numbers();
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
        return ids == keyIds ? groups.numbers() : null;
    }
}
