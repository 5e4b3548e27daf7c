package io.levada.engine.state;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Records of {@code long} words under dense ids, in pages of {@value #PAGE_SIZE}. Word 0 is the hash of the key, word 1
 * holds whether the record is alive, presence bits, and 32 bits for the owner ({@link #stampOf}).
 *
 * <p>{@link #freeze} shares all pages with the frozen copy; whoever is about to write calls {@link #writable} with the
 * ids that it will write, which copies the pages among them that are still shared.
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

    private final RecordLayout layout;
    private final int width;
    private final int objectWidth;
    private final BytesArena arena;
    private long[][] pages;
    private @Nullable Object[][] objects;
    private boolean[] shared;
    private int sharedPages;
    private final AtomicInteger frozenCopies;
    /** A bit for each record that was written since the last freeze, one word for each page; null when nobody asks. */
    private long @Nullable [] changed;

    private int limit;
    private int[] free = new int[0];
    private int freeCount;

    public Records(RecordLayout layout) {
        this.layout = layout;
        width = layout.words();
        objectWidth = layout.objects();
        arena = new BytesArena();
        pages = new long[1][FIRST_PAGE * width];
        objects = new Object[1][FIRST_PAGE * objectWidth];
        shared = new boolean[1];
        frozenCopies = new AtomicInteger();
    }

    private Records(Records source) {
        layout = source.layout;
        width = source.width;
        objectWidth = source.objectWidth;
        arena = source.arena.freeze();
        pages = source.pages.clone();
        objects = source.objects.clone();
        shared = new boolean[0];
        frozenCopies = source.frozenCopies;
        changed = source.changed;
        limit = source.limit;
        freeCount = source.freeCount;
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

    /** The pages, to be read; the record {@code id} starts at {@code (id & MASK) * width} of page {@code id >>> SHIFT}. */
    public long[][] pages() {
        return pages;
    }

    /** The pages, those of the given records writable. Valid until the next {@link #allocate} or {@link #freeze}. */
    public long[][] writable(int[] ids, int count) {
        if (sharedPages > 0) {
            unshareIfReleased();
            for (int i = 0; i < count && sharedPages > 0; i++) {
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
        if (sharedPages > 0) {
            ownPage(id >>> SHIFT);
        }
        return pages[id >>> SHIFT];
    }

    /** Where the record starts in its page. */
    public int at(int id) {
        return (id & MASK) * width;
    }

    public long word(int id, int offset) {
        return pages[id >>> SHIFT][(id & MASK) * width + offset];
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
        int id;
        if (freeCount > 0) {
            id = free[--freeCount];
            long[] page = writable(id);
            Arrays.fill(page, at(id), at(id) + width, 0);
        } else {
            id = limit++;
            ensurePage(id);
        }
        long[] page = writable(id);
        int at = at(id);
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
        return objects[id >>> SHIFT][(id & MASK) * objectWidth + place];
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
            shared = Arrays.copyOf(shared, room);
            changed = changed == null ? null : Arrays.copyOf(changed, room);
        }
        long[] existing = pages[page];
        if (page > 0) {
            if (existing == null) {
                pages[page] = new long[PAGE_SIZE * width];
                objects[page] = objectWidth == 0 ? objects[0] : new Object[PAGE_SIZE * objectWidth];
                markOwn(page);
            }
        } else if ((id + 1) * width > existing.length) {
            int room = Math.min(PAGE_SIZE, id * 2);
            pages[0] = Arrays.copyOf(existing, room * width);
            objects[0] = Arrays.copyOf(objects[0], room * objectWidth);
            markOwn(0);
        }
    }

    private void markOwn(int page) {
        if (shared[page]) {
            shared[page] = false;
            sharedPages--;
        }
    }

    private void ownPage(int page) {
        if (shared[page]) {
            pages[page] = pages[page].clone();
            if (objectWidth > 0) {
                objects[page] = objects[page].clone();
            }
            markOwn(page);
        }
    }

    private void unshareIfReleased() {
        if (frozenCopies.get() == 0) {
            Arrays.fill(shared, false);
            sharedPages = 0;
        }
    }

    /** A copy as of now, to be read by another thread; costs one reference for each page. */
    public Records freeze() {
        frozenCopies.incrementAndGet();
        Arrays.fill(shared, true);
        sharedPages = shared.length;
        Records copy = new Records(this);
        if (changed != null) {
            changed = new long[pages.length];
        }
        return copy;
    }

    /** On a frozen copy, from any thread, once: it will not be read again. */
    public void release() {
        frozenCopies.decrementAndGet();
    }

    /** Rewrites the arena when most of it is garbage. To be called between batches. */
    public void compactArena() {
        if (!arena.isMostlyGarbage()) {
            return;
        }
        BytesArena old = arena.moveOut();
        for (int id = 0; id < limit; id++) {
            if (isLive(id)) {
                for (BytesField field : layout.bytesFields()) {
                    field.move(this, id, old);
                }
            }
        }
    }

    /** Bytes of memory, roughly. */
    public long memoryBytes() {
        long used = Math.max(FIRST_PAGE, limit);
        return used * (width * (long) Long.BYTES + objectWidth * 64L)
                + arena.memoryBytes()
                + free.length * 4L
                + (changed == null ? 0 : changed.length * (long) Long.BYTES);
    }
}
