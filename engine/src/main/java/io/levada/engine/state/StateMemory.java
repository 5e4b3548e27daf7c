package io.levada.engine.state;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one worker's copy of an operator: knows all records that it made, and moves pages of them to disk when it
 * is told to make room. Belongs to the worker's thread.
 *
 * <p>Which records belong to it shows when their layout is made: see {@link #building}.
 */
public final class StateMemory {
    private static final ThreadLocal<@Nullable StateMemory> BUILDING = new ThreadLocal<>();

    /** When memory is short, less garbage is worth the work. */
    private static final long WORTH_COMPACTING = 1 << 16;

    private final SpillDirectory directory;
    private final List<Table> tables = new ArrayList<>();
    private final List<WeakReference<HashSlots>> hashSlots = new ArrayList<>();
    private final ReferenceQueue<Records> gone = new ReferenceQueue<>();
    private @Nullable SpillFile file;
    /** The hand of the clock: a table and the page in it that comes next. */
    private int handTable;

    private int handPage;
    private long grown;
    private long spilled;

    public StateMemory(SpillDirectory directory) {
        this.directory = directory;
    }

    /** Builds an operator: the records of all layouts that it makes meanwhile, now and later, belong to this memory. */
    public <T> T building(Supplier<T> build) {
        BUILDING.set(this);
        try {
            return build.get();
        } finally {
            BUILDING.remove();
        }
    }

    /** As {@link #building(Supplier)}, for what an operator makes when it is opened. */
    public void building(Runnable build) {
        building(() -> {
            build.run();
            return true;
        });
    }

    static @Nullable StateMemory current() {
        return BUILDING.get();
    }

    /** Where the pages of some records lie on disk, 0 for nowhere. */
    static final class Slots {
        private long[] places = new long[0];
        /** Of the places whose pages aren't in memory. */
        private long bytes;

        private long[] waiting = new long[0];
        private int waitingCount;

        void ensure(int pages) {
            places = Arrays.copyOf(places, pages);
        }

        long get(int page) {
            return places[page];
        }

        void set(int page, long slot) {
            places[page] = slot;
        }

        long[] copy() {
            return places.clone();
        }

        /** The place may be written again when no frozen copy reads it. */
        void await(long slot) {
            if (waitingCount == waiting.length) {
                waiting = Arrays.copyOf(waiting, Math.max(16, waitingCount * 2));
            }
            waiting[waitingCount++] = slot;
        }

        void release(SpillFile file) {
            for (int i = 0; i < waitingCount; i++) {
                file.free(waiting[i]);
            }
            waitingCount = 0;
        }
    }

    /** Some records; nobody says when a window's are dropped, so that the collector has to. */
    private static final class Table extends WeakReference<Records> {
        private @Nullable Slots slots;

        private Table(Records records, ReferenceQueue<Records> gone) {
            super(records, gone);
        }
    }

    void add(HashSlots slots) {
        hashSlots.add(new WeakReference<>(slots));
    }

    /** A file of zeros, as longs. Throws STORAGE when the disk has no room. */
    LongBuffer[] map(int longs, int segmentShift) {
        return directory.map(longs, segmentShift);
    }

    void add(Records records) {
        forgetGone();
        tables.add(new Table(records, gone));
    }

    Slots slots(Records records) {
        for (Table table : tables) {
            if (table.refersTo(records)) {
                table.slots = new Slots();
                return table.slots;
            }
        }
        throw new IllegalStateException("records of another memory");
    }

    void grew(long bytes) {
        grown += bytes;
    }

    /** Bytes that were taken since {@link #sampled}, roughly; what became free meanwhile isn't counted. */
    public long grownBytes() {
        return grown;
    }

    /** Somebody looked at all that is held. */
    public void sampled() {
        grown = 0;
    }

    /** Bytes on disk that aren't in memory. */
    public long spilledBytes() {
        return spilled + slots().stream().mapToLong(HashSlots::mappedBytes).sum();
    }

    /** The hash slots of all tables that still exist. */
    private List<HashSlots> slots() {
        List<HashSlots> found = new ArrayList<>();
        hashSlots.removeIf(reference -> {
            HashSlots slots = reference.get();
            if (slots != null) {
                found.add(slots);
            }
            return slots == null;
        });
        return found;
    }

    /** Bytes of memory that will be free when the checkpoint is written that is being written. */
    public long pinnedBytes() {
        long bytes = 0;
        for (Table table : tables) {
            Records records = table.get();
            bytes += records == null ? 0 : records.pinnedBytes();
        }
        return bytes;
    }

    SpillFile file() {
        SpillFile open = file;
        if (open == null) {
            open = directory.open();
            file = open;
        }
        return open;
    }

    void movedOut(Slots slots, long slot) {
        slots.bytes += SpillFile.bytes(slot);
        spilled += SpillFile.bytes(slot);
    }

    void broughtIn(Slots slots, long slot) {
        slots.bytes -= SpillFile.bytes(slot);
        spilled -= SpillFile.bytes(slot);
    }

    /**
     * Moves pages to disk, those first that weren't used for long, and hash slots when they leave pages no room. Between
     * batches only.
     *
     * @param held the bytes of memory that all of it takes
     * @return the bytes of memory that became free, roughly: less than wanted when there is no more that could go
     */
    public long makeRoom(long wanted, long held) {
        forgetGone();
        long freed = dropSpare();
        if (freed >= wanted) {
            return freed;
        }
        freed += moveSlots(held - wanted);
        // Once round puts aside what was in use, the second time it goes.
        for (int turns = 2 * tables.size(); turns >= 0 && freed < wanted; turns--) {
            if (handTable >= tables.size()) {
                handTable = 0;
            }
            freed += turn(wanted - freed);
        }
        if (freed < wanted) {
            freed += moveSlots(0);
        }
        if (freed > 0) {
            tables.forEach(StateMemory::compact);
        }
        return freed;
    }

    private long dropSpare() {
        long freed = 0;
        for (Table table : tables) {
            Records records = table.get();
            freed += records == null ? 0 : records.dropSpare();
        }
        return freed;
    }

    /** Slots are in use all the time: they stay while they leave half of the memory to pages. */
    private long moveSlots(long allowed) {
        List<HashSlots> all = slots();
        long bytes = all.stream().mapToLong(HashSlots::memoryBytes).sum();
        long freed = 0;
        all.sort(Comparator.comparingLong(HashSlots::memoryBytes).reversed());
        for (HashSlots slots : all) {
            if (bytes - freed > allowed / 2) {
                freed += slots.moveOut();
            }
        }
        return freed;
    }

    /** Goes on through one table, to its end at most. */
    private long turn(long wanted) {
        Records records = tables.isEmpty() ? null : tables.get(handTable).get();
        int pages = records == null ? 0 : records.pageCount();
        long freed = 0;
        while (records != null && handPage < pages && freed < wanted) {
            freed += records.age(handPage++);
        }
        if (handPage >= pages) {
            handPage = 0;
            handTable++;
        }
        return freed;
    }

    private static void compact(Table table) {
        Records records = table.get();
        if (records != null) {
            records.arena().dropEmpty();
            records.compactArena(WORTH_COMPACTING);
        }
    }

    private void forgetGone() {
        for (Reference<? extends Records> next = gone.poll(); next != null; next = gone.poll()) {
            Table table = (Table) next;
            tables.remove(table);
            if (table.slots != null) {
                spilled -= table.slots.bytes;
                table.slots.release(file());
                for (long slot : table.slots.places) {
                    if (slot != 0) {
                        file().free(slot);
                    }
                }
            }
        }
    }
}
