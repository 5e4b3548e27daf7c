package io.levada.engine.operator;

import io.levada.core.data.Batch;

/**
 * Finds a row that leaves by the hash of all its columns: open addressing, a slot holds the low half of the hash and the
 * row's id; 0 is empty.
 */
final class JoinRowIndex {
    private static final int FIRST_SLOTS = 64;

    private final JoinSide side;
    private long[] slots = new long[FIRST_SLOTS];
    private int used;

    JoinRowIndex(JoinSide side) {
        this.side = side;
    }

    int find(long hash, int key, Batch batch, int row) {
        int mask = slots.length - 1;
        int tag = (int) hash;
        for (int slot = tag & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            int id = (int) slots[slot];
            if ((int) (slots[slot] >>> 32) == tag && side.isRow(id, hash, key, batch, row)) {
                return id;
            }
        }
        return JoinSide.NONE;
    }

    void add(int id, long hash) {
        place(slots, (long) (int) hash << 32 | id);
        if (++used > slots.length - (slots.length >>> 1) + (slots.length >>> 3)) {
            long[] larger = new long[slots.length * 2];
            for (long slot : slots) {
                if (slot != 0) {
                    place(larger, slot);
                }
            }
            slots = larger;
        }
    }

    private static void place(long[] table, long entry) {
        int mask = table.length - 1;
        int slot = (int) (entry >>> 32) & mask;
        while (table[slot] != 0) {
            slot = slot + 1 & mask;
        }
        table[slot] = entry;
    }

    void remove(int id, long hash) {
        int mask = slots.length - 1;
        int hole = (int) hash & mask;
        while ((int) slots[hole] != id) {
            hole = hole + 1 & mask;
        }
        for (int next = hole + 1 & mask; slots[next] != 0; next = next + 1 & mask) {
            int home = (int) (slots[next] >>> 32) & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                slots[hole] = slots[next];
                hole = next;
            }
        }
        slots[hole] = 0;
        used--;
    }

    long memoryBytes() {
        return slots.length * (long) Long.BYTES;
    }
}
