package io.levada.engine.operator;

import io.levada.engine.state.KeyTable;
import org.jspecify.annotations.Nullable;

/** Records that were read and come into their table together: see {@link KeyTable#index(int[], int)}. */
final class RestoredKeys {
    private static final int MOST = 1024;

    private final int[] ids = new int[MOST];
    private int count;
    private @Nullable KeyTable table;

    /**
     * Makes a table large enough for keys that are going to be added. Not where that takes more than half of the worker's
     * share of the memory that is free: all begin at once, and a table that grows with its keys goes to disk in time.
     */
    static void expect(KeyTable table, long keys, OperatorContext context) {
        table.expect(keys, context.stateRoomBytes() / (2L * context.workers()));
    }

    /** @param id of a record of the table, read by {@link KeyTable#readRecord} */
    void add(KeyTable to, int id) {
        if (to != table || count == MOST) {
            index();
            table = to;
        }
        ids[count++] = id;
    }

    /** Makes all of them findable. To be called before anybody looks for one. */
    void index() {
        if (table != null) {
            table.index(ids, count);
        }
        table = null;
        count = 0;
    }
}
