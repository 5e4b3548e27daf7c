package io.levada.engine.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Records of {@code long} words under dense ids, in pages of {@value #PAGE_SIZE}. Word 0 is the hash of the key, word 1
 * holds whether the record is alive, presence bits, and 32 bits for the owner ({@link #stampOf}).
 *
 * <p>{@link #freeze} shares all pages with the frozen copy; whoever is about to write calls {@link #writable} with the
 * ids that it will write, which copies the pages among them that are still shared.
 *
 * <p>A page may be absent: null, because {@link SpilledPages} moved it to disk between two batches. Loops over pages ask
 * for them by {@link #readable} or {@link #writable}, which bring in those of the given records; what is there then stays
 * until the batch is done. All other access finds out by itself.
 */
public final class Records {
    /**
     * Records in a page, as a shift. Small pages keep the copying after a snapshot in proportion to what is touched; large
     * ones save cache misses on the pages' headers. Measured with 1,000,000 keys of 5 words, batches of 4,096 random keys,
     * on a busy machine: the first batch after a snapshot took 11 ms with 8, 7 ms with 6, and 2.5 ms when nothing was
     * shared; grouping took 9% longer with 6.
     */
    public static final int SHIFT = 6;

    public static final int PAGE_SIZE = 1 << SHIFT;
    public static final int MASK = PAGE_SIZE - 1;
    public static final int HASH = 0;
    public static final int META = 1;
    static final int HEADER_WORDS = 2;
    private static final long LIVE = 1L << 63;
    private static final long STAMP_MASK = 0xFFFF_FFFFL;
    private static final int FIRST_PAGE = 16;
    private static final long WORTH_COMPACTING = 1 << 20;
    private static final long OBJECT_BYTES = 64;
    /** Of the arrays with an entry for each page, on disk or not. */
    private static final long PAGE_ENTRY_BYTES = 32;

    /** What is to be done before a page may be written: nothing where all bits are 0. */
    static final byte SHARED = 1;

    static final byte SAVED = 2;
    static final byte ABSENT = 4;

    private final RecordLayout layout;
    private final int width;
    private final int objectWidth;
    private final BytesArena arena;
    private final @Nullable StateMemory memory;
    long[][] pages;

    @Nullable
    Object[][] objects;

    private byte[] guards;
    /** Pages with a guard, and pages that are null. */
    private int guarded;

    private int absent;
    private boolean sharing;
    private final AtomicInteger frozenCopies;
    private final List<Records> copies = new ArrayList<>();
    /** On a frozen copy: the records that it is a copy of, and where it finds what is on disk. */
    private final @Nullable FrozenPages frozen;

    private @Nullable SpilledPages spilled;
    /** Bytes that only frozen copies still hold, and what the arena had given back before the first of them. */
    private long pinnedBytes;

    private long droppedBefore;
    private volatile boolean released;
    private final SparePages spare = new SparePages();
    /** A bit for each record that was written since the last freeze, one word for each page; null when nobody asks. */
    private long @Nullable [] changed;

    /** Of the pages that are in memory, without strings. */
    private long pagesBytes;

    private int limit;
    private int[] free = new int[0];
    private int freeCount;

    public Records(RecordLayout layout) {
        this.layout = layout;
        width = layout.words();
        objectWidth = layout.objects();
        memory = layout.memory();
        arena = new BytesArena(memory);
        pages = new long[1][FIRST_PAGE * width];
        objects = new Object[1][FIRST_PAGE * objectWidth];
        guards = new byte[1];
        pagesBytes = bytesOf(pages[0]);
        frozenCopies = new AtomicInteger();
        frozen = null;
        if (memory != null) {
            memory.add(this);
        }
    }

    private Records(Records source) {
        layout = source.layout;
        width = source.width;
        objectWidth = source.objectWidth;
        memory = source.memory;
        arena = source.arena.freeze();
        pages = source.pages.clone();
        objects = source.objectWidth == 0 ? source.objects : source.objects.clone();
        guards = new byte[0];
        frozenCopies = source.frozenCopies;
        frozen = new FrozenPages(this, source);
        changed = source.changed;
        limit = source.limit;
        freeCount = source.freeCount;
        if (source.spilled != null) {
            source.spilled.copyTo(this, frozen);
        }
    }

    /**
     * From now on each frozen copy knows which records were written since the one before it. Whoever writes to many
     * records by {@link #writable(int[], int)} must call {@link #markChanged} for each of them once between two copies;
     * all other writes are noticed.
     */
    public void trackChanges() {
        changed = new long[pages.length];
    }

    /** See {@link #trackChanges}. */
    public void markChanged(int id) {
        if (changed != null) {
            changed[id >>> SHIFT] |= 1L << id;
        }
    }

    /** See {@link #trackChanges}. */
    public void markChanged(int[] ids, int count) {
        long[] marks = changed;
        for (int i = 0; marks != null && i < count; i++) {
            marks[ids[i] >>> SHIFT] |= 1L << ids[i];
        }
    }

    /** On a frozen copy: a bit for each record, written or freed since the copy before; null when nobody asked. */
    public long @Nullable [] changed() {
        return changed;
    }

    /** Words of one record. */
    public int width() {
        return width;
    }

    /**
     * The pages, those of the given records there to be read; the record {@code id} starts at {@code (id & MASK) * width} of
     * page {@code id >>> SHIFT}. Valid until the next {@link #allocate}. Not for frozen copies.
     */
    public long[][] readable(int[] ids, int from, int count) {
        if (absent > 0) {
            for (int i = from; i < from + count; i++) {
                int page = ids[i] >>> SHIFT;
                if (pages[page] == null) {
                    bringIn(page);
                }
            }
        }
        return pages;
    }

    /** The pages, those of the given records writable. Valid until the next {@link #allocate} or {@link #freeze}. */
    public long[][] writable(int[] ids, int count) {
        if (guarded > 0) {
            unshareIfReleased();
            for (int i = 0; i < count && guarded > 0; i++) {
                ownPage(ids[i] >>> SHIFT);
            }
        }
        return pages;
    }

    /** The page of one record, writable. */
    public long[] writable(int id) {
        markChanged(id);
        return owned(id);
    }

    private long[] owned(int id) {
        if (guarded > 0) {
            ownPage(id >>> SHIFT);
        }
        return pages[id >>> SHIFT];
    }

    /** Where the record starts in its page. */
    public int at(int id) {
        return (id & MASK) * width;
    }

    public long word(int id, int offset) {
        long[] page = pages[id >>> SHIFT];
        if (page == null) {
            page = bringIn(id >>> SHIFT);
        }
        return page[(id & MASK) * width + offset];
    }

    public void setWord(int id, int offset, long value) {
        writable(id)[(id & MASK) * width + offset] = value;
    }

    /** Sets a word of which {@link #changed} needn't know: what it says isn't part of what is written of the record. */
    public void setWordUnnoticed(int id, int offset, long value) {
        owned(id)[(id & MASK) * width + offset] = value;
    }

    public long hash(int id) {
        return word(id, HASH);
    }

    public boolean isLive(int id) {
        return word(id, META) < 0;
    }

    /** The low half of a meta word, the owner's to use; 0 in a new record. Not kept in snapshots. */
    public static int stampOf(long meta) {
        return (int) meta;
    }

    public static long withStamp(long meta, int stamp) {
        return meta & ~STAMP_MASK | stamp & STAMP_MASK;
    }

    /** Ids in use are below this. */
    public int limit() {
        return limit;
    }

    /** The number of live records. */
    public int size() {
        return limit - freeCount;
    }

    /** A new record of zeros, the ids of freed ones first. */
    public int allocate(long hash) {
        boolean wasUsed = freeCount > 0;
        int id = wasUsed ? free[--freeCount] : limit++;
        if (!wasUsed) {
            ensurePage(id);
        }
        long[] page = writable(id);
        int at = at(id);
        if (wasUsed) {
            Arrays.fill(page, at, at + width, 0);
        }
        page[at + HASH] = hash;
        page[at + META] = LIVE;
        return id;
    }

    /** So many new records of zeros with a hash of 0. */
    public void allocate(int[] ids, int count) {
        for (int i = 0; i < count; i++) {
            if (freeCount > 0) {
                ids[i] = allocate(0);
                continue;
            }
            int id = limit++;
            if ((id & MASK) == 0 || id < PAGE_SIZE) {
                ensurePage(id);
            }
            ids[i] = id;
            writable(id)[(id & MASK) * width + META] = LIVE;
        }
    }

    /**
     * Reads the first and the last word of some records, those that are in memory, in a loop short enough that the misses
     * in the cache overlap. Gives a sum, so that the reading isn't left out.
     */
    public long fetch(int[] ids, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            long[] page = pages[ids[i] >>> SHIFT];
            if (page != null) {
                sum += page[(ids[i] & MASK) * width] + page[(ids[i] & MASK) * width + width - 1];
            }
        }
        return sum;
    }

    /** Gives the id back. What the record held in the arena must have been given back by its fields. */
    public void free(int id) {
        writable(id)[at(id) + META] = 0;
        if (objectWidth > 0) {
            for (int i = 0; i < objectWidth; i++) {
                setObject(id, i, null);
            }
        }
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, Math.max(16, freeCount * 2));
        }
        free[freeCount++] = id;
    }

    @Nullable
    Object object(int id, int place) {
        Object[] page = objects[id >>> SHIFT];
        if (page == null) {
            page = frozen != null ? frozen.objects(id >>> SHIFT) : broughtInObjects(id >>> SHIFT);
        }
        return page[(id & MASK) * objectWidth + place];
    }

    private @Nullable Object[] broughtInObjects(int page) {
        bringIn(page);
        return objects[page];
    }

    void setObject(int id, int place, @Nullable Object value) {
        writable(id);
        objects[id >>> SHIFT][(id & MASK) * objectWidth + place] = value;
    }

    BytesArena arena() {
        return arena;
    }

    RecordLayout layout() {
        return layout;
    }

    private void ensurePage(int id) {
        int page = id >>> SHIFT;
        if (page == pages.length) {
            int room = page * 2;
            pages = Arrays.copyOf(pages, room);
            objects = Arrays.copyOf(objects, room);
            guards = Arrays.copyOf(guards, room);
            changed = changed == null ? null : Arrays.copyOf(changed, room);
        }
        long[] existing = (guards[page] & ABSENT) != 0 ? bringIn(page) : pages[page];
        if (page > 0) {
            if (existing == null) {
                pages[page] = layout.spare().take(PAGE_SIZE * width);
                objects[page] = objectWidth == 0 ? objects[0] : new Object[PAGE_SIZE * objectWidth];
                setGuard(page, 0);
                pagesBytes += bytesOf(pages[page]);
                grew(bytesOf(pages[page]));
            }
        } else if ((id + 1) * width > existing.length) {
            int room = Math.min(PAGE_SIZE, id * 2);
            ownPage(0);
            pages[0] = Arrays.copyOf(existing, room * width);
            pagesBytes += bytesOf(pages[0]) - bytesOf(existing);
            objects[0] = Arrays.copyOf(objects[0], room * objectWidth);
        }
    }

    void setGuard(int page, int guard) {
        guarded += (guard == 0 ? 0 : 1) - (guards[page] == 0 ? 0 : 1);
        absent += ((guard & ABSENT) - (guards[page] & ABSENT)) / ABSENT;
        guards[page] = (byte) guard;
    }

    int guard(int page) {
        return guards[page];
    }

    private void ownPage(int page) {
        if (guards[page] == 0) {
            return;
        }
        if ((guards[page] & ABSENT) != 0) {
            bringIn(page);
        }
        if ((guards[page] & SHARED) != 0) {
            pages[page] = copyShared(page, pages[page]);
        }
        if ((guards[page] & SAVED) != 0 && spilled != null) {
            spilled.forget(page);
        }
        setGuard(page, 0);
    }

    private long[] copyShared(int page, long[] words) {
        pinnedBytes += words.length * (long) Long.BYTES;
        if (objectWidth > 0) {
            objects[page] = objects[page].clone();
        }
        return words.length == PAGE_SIZE * width ? spare.copyOf(words) : words.clone();
    }

    private long[] bringIn(int page) {
        if (frozen != null) {
            return frozen.words(page);
        }
        if (spilled == null) {
            throw new IllegalStateException("page " + page + " of " + limit + " records is missing");
        }
        return spilled.bringIn(page);
    }

    private void unshareIfReleased() {
        if (sharing && frozenCopies.get() == 0) {
            for (int page = 0; page < guards.length; page++) {
                setGuard(page, guards[page] & ~SHARED);
            }
            sharing = false;
            pinnedBytes = 0;
            copies.clear();
            spare.released();
            if (spilled != null) {
                spilled.released();
            }
        }
    }

    boolean isShared() {
        return frozenCopies.get() > 0;
    }

    /** The frozen copies that may still be read. */
    List<Records> copies() {
        copies.removeIf(copy -> copy.released);
        return copies;
    }

    /** A copy as of now, to be read by another thread; costs one reference for each page. */
    public Records freeze() {
        unshareIfReleased();
        frozenCopies.incrementAndGet();
        spare.frozen();
        if (!sharing) {
            sharing = true;
            droppedBefore = arena.droppedBytes();
        }
        if (spilled == null) {
            Arrays.fill(guards, SHARED);
            guarded = guards.length;
        } else {
            spilled.shareAll(guards.length);
        }
        Records copy = new Records(this);
        copies.add(copy);
        if (changed != null) {
            changed = new long[pages.length];
        }
        return copy;
    }

    /** On a frozen copy, from any thread, once: it will not be read again. */
    public void release() {
        released = true;
        frozenCopies.decrementAndGet();
    }

    /**
     * To be called when nobody will use these records again: their pages serve others of the layout.
     *
     * @return false where somebody still reads them or some are on disk; then they are left to the collector
     */
    public boolean recycle() {
        if (isShared() || spilled != null) {
            return false;
        }
        for (int page = 1; page << SHIFT < limit; page++) {
            layout.spare().give(pages[page]);
        }
        pages = new long[0][];
        limit = 0;
        freeCount = 0;
        return true;
    }

    /** Moves what is needed together when most of the arena is garbage. To be called between batches. */
    public void compactArena() {
        compactArena(WORTH_COMPACTING);
    }

    /** @param bytes of garbage that are worth it */
    void compactArena(long bytes) {
        if (!arena.isMostlyGarbage(bytes)) {
            return;
        }
        arena.endChunk();
        for (int page = 0; page << SHIFT < limit; page++) {
            long[] words = inMemory(page);
            if (words != null && PageImage.hasSparse(layout, words, arena)) {
                compact(page, words);
            }
        }
    }

    /** The words change and what they say doesn't: a page that was saved stays as it was saved. */
    private void compact(int page, long[] words) {
        long[] own = words;
        if ((guards[page] & SHARED) != 0) {
            own = copyShared(page, words);
            if (pages[page] != null) {
                pages[page] = own;
            } else if (spilled != null) {
                spilled.setCold(page, own);
            }
            setGuard(page, guards[page] & ~SHARED);
        }
        for (int at = 0; at < own.length; at += width) {
            for (BytesField field : layout.bytesFields()) {
                field.compact(own, at, arena);
            }
        }
    }

    private long @Nullable [] inMemory(int page) {
        return pages[page] != null || spilled == null ? pages[page] : spilled.cold(page);
    }

    @Nullable
    StateMemory memoryOrNull() {
        return memory;
    }

    StateMemory memory() {
        return Objects.requireNonNull(memory);
    }

    /** By the owner's thread: the page, if this copy still has it, is on disk now. */
    void handOver(int page, long[] words, long slot) {
        if (frozen != null && page < pages.length && pages[page] == words) {
            frozen.moved(page, slot);
            pages[page] = null;
            if (objectWidth > 0) {
                objects[page] = null;
            }
        }
    }

    void grew(long bytes) {
        if (memory != null) {
            memory.grew(bytes);
        }
    }

    /** What a page takes, without strings. */
    long bytesOf(long[] page) {
        return page.length * (long) Long.BYTES + page.length / width * objectWidth * OBJECT_BYTES;
    }

    /** @param page that came to memory, or left it */
    void moved(long[] page, boolean here) {
        pagesBytes += here ? bytesOf(page) : -bytesOf(page);
        if (here) {
            grew(bytesOf(page));
        }
    }

    /** Whether a record's page is on disk: who goes over many records may want to leave it there. */
    public boolean isOnDisk(int id) {
        return spilled != null && spilled.isOnDisk(id >>> SHIFT);
    }

    /** Lets a page that nobody used since the call before go to disk. @return bytes of memory that became free */
    long age(int page) {
        if (spilled == null) {
            spilled = new SpilledPages(this, memory());
            arena.copyAll();
        }
        return spilled.age(page);
    }

    /** Gives back memory that is only kept to be used again. @return bytes of memory that became free */
    long dropSpare() {
        unshareIfReleased();
        return spare.drop() * PAGE_SIZE * width * Long.BYTES;
    }

    /** Pages that hold anything, in memory or on disk. */
    int pageCount() {
        unshareIfReleased();
        return limit + MASK >>> SHIFT;
    }

    /** Bytes that will be free when all frozen copies are released. */
    long pinnedBytes() {
        return frozenCopies.get() == 0 ? 0 : pinnedBytes + arena.droppedBytes() - droppedBefore;
    }

    /** Bytes of memory, roughly. */
    public long memoryBytes() {
        return pagesBytes
                + pages.length * PAGE_ENTRY_BYTES
                + pinnedBytes()
                + spare.count() * (long) PAGE_SIZE * width * Long.BYTES
                + arena.memoryBytes()
                + free.length * 4L
                + (changed == null ? 0 : changed.length * (long) Long.BYTES);
    }
}
