package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.engine.state.HashSlots;
import io.levada.engine.state.Records;

/**
 * Finds a row that leaves by the hash of all its columns: open addressing, a slot holds the low half of the hash and the
 * row's id; 0 is empty.
 */
final class JoinRowIndex {
    private static final int FIRST_SLOTS = 64;

    private final JoinSide side;
    private final HashSlots slots;
    private int used;

    JoinRowIndex(JoinSide side, Records rows) {
        this.side = side;
        slots = new HashSlots(rows, FIRST_SLOTS);
    }

    int find(long hash, int key, Batch batch, int row) {
        int mask = slots.length() - 1;
        int tag = (int) hash;
        long entry;
        for (int slot = tag & mask; (entry = slots.get(slot)) != 0; slot = slot + 1 & mask) {
            int id = (int) entry;
            if ((int) (entry >>> 32) == tag && side.isRow(id, hash, key, batch, row)) {
                return id;
            }
        }
        return JoinSide.NONE;
    }

    void add(int id, long hash) {
        slots.place((long) (int) hash << 32 | id);
        int length = slots.length();
        if (++used > length - (length >>> 1) + (length >>> 3)) {
            slots.resize(length * 2);
        }
    }

    void remove(int id, long hash) {
        int mask = slots.length() - 1;
        int slot = (int) hash & mask;
        while ((int) slots.get(slot) != id) {
            slot = slot + 1 & mask;
        }
        slots.remove(slot);
        used--;
    }

    long memoryBytes() {
        return slots.memoryBytes();
    }
}
