package io.levada.engine.state;

import io.levada.core.data.Column;
import io.levada.core.type.DataType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds records by their key columns: open addressing with linear probing. A slot holds the low half of the key's hash,
 * which also says where the slot belongs, and the record's id + 1; 0 is an empty slot.
 *
 * <p>A batch is looked up in passes: by the half hash alone, inserting what isn't there; then whole hashes and, column by
 * column, the keys are verified; rows that disagree (another key with the same half hash) are looked up again one by one.
 * The passes are short loops whose cache misses overlap: the fewer instructions from one miss to the next, and the fewer
 * stores whose place depends on what was read, the more of them the processor has under way.
 */
public final class KeyTable {
    private static final int FIRST_SLOTS = 64;
    private static final int MAX_SLOTS = 1 << 30;
    private static final long LOW_HALF = 0xFFFF_FFFFL;
    /**
     * Records that take more words than this, more than the caches next to a core hold, are fetched before they are looked at.
     */
    private static final long LARGE_WORDS = 1 << 20;

    private final Records records;
    private final RecordField[] keys;
    private final HashSlots slots;
    private int used;

    private final Buffers buffers;

    /** Working space for lookups; the tables of one thread share it. */
    public static final class Buffers {
        private int[] newIds = new int[0];
        private int[] newRows = new int[0];
        private boolean[] differs = new boolean[0];
        private int[] misses = new int[0];
        private long[] home = new long[0];

        /** What was read of records for the cache's sake. */
        @SuppressWarnings("UnusedVariable") // written so that the reading isn't left out
        private long fetched;

        private void ensure(int count) {
            if (newIds.length < count) {
                int room = Math.max(count, 64);
                newIds = new int[room];
                newRows = new int[room];
                misses = new int[room + 1];
                home = new long[room];
                differs = new boolean[room];
            }
        }
    }

    public KeyTable(Records records, RecordField[] keys, Buffers buffers) {
        this.records = records;
        this.keys = keys;
        this.buffers = buffers;
        slots = new HashSlots(records, FIRST_SLOTS);
    }

    /** Adds one field for each key type to a layout. */
    public static RecordField[] keyFields(RecordLayout layout, List<DataType> types) {
        List<RecordField> fields = new ArrayList<>();
        types.forEach(type -> fields.add(RecordField.create(layout, type)));
        return fields.toArray(RecordField[]::new);
    }

    public Records records() {
        return records;
    }

    public RecordField[] keys() {
        return keys;
    }

    public int size() {
        return used;
    }

    /** Makes room for so many keys, where their number can be foreseen. */
    public void reserve(int count) {
        int wanted = Integer.highestOneBit(Math.max(FIRST_SLOTS, Math.min(count, MAX_SLOTS / 4) * 2 - 1)) * 2;
        if (wanted > slots.length()) {
            slots.resize(wanted);
        }
    }

    /**
     * Finds or makes the records of some rows.
     *
     * @param columns the key columns, in the order of the key fields
     * @param hashes by row
     * @param rows the rows to look up
     * @param ids receives the id for {@code rows[i]} at {@code i}
     */
    public void lookupOrInsert(Column[] columns, long[] hashes, int[] rows, int count, int[] ids) {
        long[] table = slots.array();
        if (table == null) {
            for (int i = 0; i < count; i++) {
                ids[i] = findOrInsert(columns, hashes[rows[i]], rows[i]);
            }
            return;
        }
        buffers.ensure(count);
        long[] home = buffers.home;
        readHome(table, hashes, rows, count, home);
        int missed = matchHome(home, hashes, rows, count, ids);
        int left = matchNext(table, hashes, rows, missed, ids);
        int added = probe(table, hashes, rows, left, ids);
        for (int k = 0; added > 0 && k < keys.length; k++) {
            keys[k].store(records, buffers.newIds, buffers.newRows, added, columns[k]);
        }
        if (added < count) {
            if ((long) records.limit() * records.width() > LARGE_WORDS) {
                buffers.fetched += records.fetch(ids, 0, count);
            }
            verify(columns, hashes, rows, count, ids);
        }
    }

    /** Reads the slots where the keys belong: nothing but cache misses, so that as many as can be overlap. */
    private static void readHome(long[] table, long[] hashes, int[] rows, int count, long[] home) {
        int mask = table.length - 1;
        for (int i = 0; i < count; i++) {
            home[i] = table[(int) hashes[rows[i]] & mask];
        }
    }

    /**
     * Looks at the slots where the keys belong, without a branch that could be mispredicted; most keys are there.
     *
     * @return the number of positions put into the misses: those whose slot is empty or another's
     */
    private int matchHome(long[] home, long[] hashes, int[] rows, int count, int[] ids) {
        int[] misses = buffers.misses;
        int missed = 0;
        for (int i = 0; i < count; i++) {
            long slot = home[i];
            ids[i] = (int) slot - 1;
            misses[missed] = i;
            missed += (int) (isOther(slot, hashes[rows[i]]) >>> 63);
        }
        return missed;
    }

    /**
     * As {@link #matchHome} for the misses and the slots after those where they belong; half of the misses are there, and in
     * the same line of the cache. No slot has a key's half hash while the one where that belongs is empty.
     *
     * @return the number of misses that are left
     */
    private int matchNext(long[] table, long[] hashes, int[] rows, int missed, int[] ids) {
        int[] misses = buffers.misses;
        int mask = table.length - 1;
        int left = 0;
        for (int m = 0; m < missed; m++) {
            int i = misses[m];
            long hash = hashes[rows[i]];
            long slot = table[(int) hash + 1 & mask];
            ids[i] = (int) slot - 1;
            misses[left] = i;
            left += (int) (isOther(slot, hash) >>> 63);
        }
        return left;
    }

    /** Negative when a slot is empty or has another half hash. */
    private static long isOther(long slot, long hash) {
        long otherTag = slot >>> 32 ^ hash & LOW_HALF;
        long emptySlot = (slot & LOW_HALF) - 1;
        return -otherTag | emptySlot;
    }

    /** Probes on for the misses and inserts the keys that aren't there; gives how many. */
    private int probe(long[] slotsNow, long[] hashes, int[] rows, int missed, int[] ids) {
        long[] table = slotsNow;
        int[] newIds = buffers.newIds;
        int[] newRows = buffers.newRows;
        int[] misses = buffers.misses;
        int mask = table.length - 1;
        int added = 0;
        for (int m = 0; m < missed; m++) {
            int i = misses[m];
            long hash = hashes[rows[i]];
            int tag = (int) hash;
            int slot = tag & mask;
            long found;
            while ((found = table[slot]) != 0 && (int) (found >>> 32) != tag) {
                slot = slot + 1 & mask;
            }
            if (found != 0) {
                ids[i] = (int) found - 1;
                continue;
            }
            int id = records.allocate(hash);
            table[slot] = (long) tag << 32 | id + 1;
            ids[i] = id;
            newIds[added] = id;
            newRows[added++] = rows[i];
            if (isFull(++used, table.length)) {
                slots.resize(table.length * 2);
                table = Objects.requireNonNull(slots.array());
                mask = table.length - 1;
            }
        }
        return added;
    }

    private void verify(Column[] columns, long[] hashes, int[] rows, int count, int[] ids) {
        boolean[] differs = buffers.differs;
        long[][] pages = records.readable(ids, 0, count);
        int width = records.width();
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            differs[i] = pages[id >>> Records.SHIFT][(id & Records.MASK) * width + Records.HASH] != hashes[rows[i]];
        }
        for (int k = 0; k < keys.length; k++) {
            keys[k].compare(records, ids, rows, count, columns[k], differs);
        }
        for (int i = 0; i < count; i++) {
            if (differs[i]) {
                ids[i] = findOrInsert(columns, hashes[rows[i]], rows[i]);
            }
        }
    }

    /** Finds or makes the record of one row. */
    public int findOrInsert(Column[] columns, long hash, int row) {
        int id = find(columns, hash, row);
        if (id < 0) {
            id = insert(hash);
            for (int k = 0; k < keys.length; k++) {
                keys[k].store(records, id, columns[k], row);
            }
        }
        return id;
    }

    /** The record of one row, or -1. */
    public int find(Column[] columns, long hash, int row) {
        int mask = slots.length() - 1;
        int tag = (int) hash;
        long entry;
        for (int slot = tag & mask; (entry = slots.get(slot)) != 0; slot = slot + 1 & mask) {
            int id = (int) entry - 1;
            if ((int) (entry >>> 32) == tag && records.hash(id) == hash && keysEqual(columns, id, row)) {
                return id;
            }
        }
        return -1;
    }

    private boolean keysEqual(Column[] columns, int id, int row) {
        for (int k = 0; k < keys.length; k++) {
            if (!keys[k].equalAt(records, id, columns[k], row)) {
                return false;
            }
        }
        return true;
    }

    /** A new record under a hash; the caller sets the keys, which must not be in the table yet. */
    public int insert(long hash) {
        int id = records.allocate(hash);
        index(id, hash);
        return id;
    }

    /** Makes a record findable that was allocated and filled already. */
    public void index(int id, long hash) {
        records.setWord(id, Records.HASH, hash);
        slots.place((long) (int) hash << 32 | id + 1);
        if (isFull(++used, slots.length())) {
            slots.resize(slots.length() * 2);
        }
    }

    /**
     * The same for some records, under the hashes that they have. Their slots are fetched first, without a branch: one by one
     * they were misses in the cache that waited for each other, two thirds of the time that a restore of 10 million keys took.
     */
    public void index(int[] ids, int count) {
        resize(lengthFor(used + count));
        long[] table = slots.array();
        int mask = slots.length() - 1;
        for (int i = 0; table != null && i < count; i++) {
            buffers.fetched += table[(int) records.hash(ids[i]) & mask];
        }
        for (int i = 0; i < count; i++) {
            slots.place((long) (int) records.hash(ids[i]) << 32 | ids[i] + 1);
        }
        used += count;
    }

    /**
     * Makes the room that the table would come to have with so many more keys.
     *
     * @param most the bytes that it may take for that: else it grows as the keys come
     */
    public void expect(long keys, long most) {
        int length = lengthFor(used + keys);
        if ((long) length * Long.BYTES <= most) {
            resize(length);
        }
    }

    private int lengthFor(long keys) {
        int length = slots.length();
        while (isFull(keys, length)) {
            length *= 2;
        }
        return length;
    }

    private void resize(int length) {
        if (length > slots.length()) {
            slots.resize(length);
        }
    }

    /** Takes a key out and frees its record. */
    public void remove(int id) {
        unindex(id);
        for (RecordField key : keys) {
            key.clear(records, id);
        }
        records.free(id);
    }

    /** As {@link #remove} of many keys, for so many that placing the others anew takes less than searching for each of them. */
    public void removeAll(int[] ids, int count) {
        for (int i = 0; i < count; i++) {
            for (RecordField key : keys) {
                key.clear(records, ids[i]);
            }
            records.free(ids[i]);
        }
        used -= count;
        slots.clear();
        for (int id = 0; id < records.limit(); id++) {
            if (records.isLive(id)) {
                slots.place((long) (int) records.hash(id) << 32 | id + 1);
            }
        }
    }

    /** Makes a record no longer findable; it stays as it is. */
    public void unindex(int id) {
        int mask = slots.length() - 1;
        int slot = (int) records.hash(id) & mask;
        while ((int) slots.get(slot) != id + 1) {
            slot = slot + 1 & mask;
        }
        slots.remove(slot);
        used--;
    }

    private static boolean isFull(long used, int capacity) {
        return used > capacity - (capacity >>> 1) + (capacity >>> 3) && capacity < MAX_SLOTS;
    }

    /** Writes the hash and the keys of a record, frozen or not. */
    public static void writeKey(Records records, RecordField[] keys, int id, DataOutput out) throws IOException {
        out.writeLong(records.hash(id));
        for (RecordField key : keys) {
            key.write(records, id, out);
        }
    }

    /** Reads what {@link #writeKey} wrote into a new record. */
    public int readKey(DataInput in) throws IOException {
        int id = readRecord(in);
        index(id, records.hash(id));
        return id;
    }

    /** As {@link #readKey}, but the record isn't in the table yet: see {@link #index}. */
    public int readRecord(DataInput in) throws IOException {
        int id = records.allocate(in.readLong());
        for (RecordField key : keys) {
            key.read(records, id, in);
        }
        return id;
    }

    /**
     * The record in the table that has the key of another one, or -1.
     *
     * @param types of the keys
     */
    public int findSame(int other, List<DataType> types) {
        long hash = records.hash(other);
        if (!hasHash(hash)) {
            return -1;
        }
        int[] ids = {other};
        Column[] columns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            columns[k] = Column.create(types.get(k), 1);
            keys[k].load(records, ids, 0, 1, columns[k]);
        }
        return find(columns, hash, 0);
    }

    private boolean hasHash(long hash) {
        int mask = slots.length() - 1;
        int tag = (int) hash;
        long entry;
        for (int slot = tag & mask; (entry = slots.get(slot)) != 0; slot = slot + 1 & mask) {
            if ((int) (entry >>> 32) == tag && records.hash((int) entry - 1) == hash) {
                return true;
            }
        }
        return false;
    }

    /** To be called when nobody will use the table again: its memory serves others of the layout. */
    public void recycle() {
        if (records.recycle()) {
            slots.recycle();
        }
    }

    /** Bytes of memory, roughly, with the records. */
    public long memoryBytes() {
        return slots.memoryBytes() + records.memoryBytes();
    }
}
