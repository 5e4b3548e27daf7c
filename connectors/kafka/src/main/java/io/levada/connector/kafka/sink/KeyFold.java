package io.levada.connector.kafka.sink;

import io.levada.core.data.BytesColumn;
import java.util.Arrays;

/**
 * Changes that wait, of which only the last for each key is worth sending: an open-addressing table of row numbers over
 * the encoded keys.
 */
final class KeyFold {
    private static final int FIRST_SLOTS = 1024;
    private static final int EMPTY = -1;

    private final int mostRows;
    private final long mostBytes;
    private OutRecords waiting = new OutRecords(64);
    private int[] slots = emptySlots(FIRST_SLOTS);
    private boolean[] superseded = new boolean[64];
    private int seen;
    private int distinct;

    KeyFold() {
        this(500_000, 64 << 20);
    }

    /**
     * @param mostRows that wait, with those that are superseded
     * @param mostBytes of encoded rows
     */
    KeyFold(int mostRows, long mostBytes) {
        this.mostRows = mostRows;
        this.mostBytes = mostBytes;
    }

    /** Where to append; then call {@link #added}. */
    OutRecords waiting() {
        return waiting;
    }

    /** Takes in the rows that were appended since the last call. */
    void added() {
        int rows = waiting.keys().size();
        if (rows > superseded.length) {
            superseded = Arrays.copyOf(superseded, Math.max(rows, superseded.length * 2));
        }
        for (; seen < rows; seen++) {
            if (2 * (distinct + 1) > slots.length) {
                grow();
            }
            int slot = find(waiting.keys(), seen);
            if (slots[slot] == EMPTY) {
                distinct++;
            } else {
                superseded[slots[slot]] = true;
            }
            slots[slot] = seen;
        }
        if (isLarge() && 2L * distinct < seen) {
            forgetSuperseded();
        }
    }

    /** Keys that wait. */
    int distinct() {
        return distinct;
    }

    /** Whether it takes so much memory, also without what is superseded, that it should be sent early. */
    boolean isLarge() {
        return seen >= mostRows || waiting.bytes() >= mostBytes;
    }

    private void forgetSuperseded() {
        waiting = take().kept();
        added();
    }

    /** The last change for each key, in the order of these; nothing waits afterwards. */
    OutRecords take() {
        int[] rows = new int[distinct];
        int count = 0;
        for (int row = 0; row < seen; row++) {
            if (!superseded[row]) {
                rows[count++] = row;
            }
        }
        OutRecords taken = waiting;
        taken.select(rows);
        waiting = new OutRecords(64);
        Arrays.fill(superseded, 0, seen, false);
        slots = slots.length > FIRST_SLOTS && distinct * 8 < slots.length ? emptySlots(FIRST_SLOTS) : cleared(slots);
        seen = 0;
        distinct = 0;
        return taken;
    }

    private int find(BytesColumn keys, int row) {
        int mask = slots.length - 1;
        int slot = (int) keys.hash(row) & mask;
        while (slots[slot] != EMPTY && !keys.equalAt(slots[slot], keys, row)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] old = slots;
        slots = emptySlots(old.length * 2);
        for (int row : old) {
            if (row != EMPTY) {
                slots[find(waiting.keys(), row)] = row;
            }
        }
    }

    private static int[] cleared(int[] slots) {
        Arrays.fill(slots, EMPTY);
        return slots;
    }

    private static int[] emptySlots(int size) {
        return cleared(new int[size]);
    }
}
