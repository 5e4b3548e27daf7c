package io.levada.bench.nexmark.hand;

import java.util.Arrays;

/** Open addressing with linear probing; numbers in the order in which ids came. At most half of the slots are taken. */
final class HashedPlaces implements Places {
    /** 2^64 divided by the golden ratio: neighbours get slots far apart. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private static final int FIRST_SHIFT = 54;
    private static final int NONE = -1;

    private final int limit;
    private final long[] ids;
    private long[] slotIds = new long[1 << Long.SIZE - FIRST_SHIFT];
    /** By slot; {@link #NONE} where it is empty. */
    private int[] slotPlaces = new int[1 << Long.SIZE - FIRST_SHIFT];

    private int shift = FIRST_SHIFT;
    private int size;

    HashedPlaces(int limit) {
        this.limit = limit;
        ids = new long[limit];
        Arrays.fill(slotPlaces, NONE);
    }

    @Override
    public int of(long id) {
        int slot = slot(id);
        int place = slotPlaces[slot];
        return place == NONE ? add(id, slot) : place;
    }

    @Override
    public int find(long id) {
        return slotPlaces[slot(id)];
    }

    /** Where an id is, or could be put. */
    private int slot(long id) {
        int mask = slotIds.length - 1;
        int slot = (int) (id * SPREAD >>> shift);
        while (slotPlaces[slot] != NONE && slotIds[slot] != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int add(long id, int slot) {
        int place = size++;
        ids[place] = id;
        slotIds[slot] = id;
        slotPlaces[slot] = place;
        if (size > slotIds.length / 2) {
            grow();
        }
        return place;
    }

    private void grow() {
        shift--;
        slotIds = new long[slotIds.length * 2];
        slotPlaces = new int[slotIds.length];
        Arrays.fill(slotPlaces, NONE);
        for (int place = 0; place < size; place++) {
            int slot = slot(ids[place]);
            slotIds[slot] = ids[place];
            slotPlaces[slot] = place;
        }
    }

    @Override
    public long id(int place) {
        return ids[place];
    }

    @Override
    public int limit() {
        return limit;
    }
}
