package io.levada.engine.state;

import io.levada.engine.state.StateMemory.Slots;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pages of some records that were moved out. The hand of a clock goes over the pages between batches ({@link #age}): a
 * page that it meets is put aside, one that it meets again, because nobody asked for it, goes to disk. So the pages'
 * readers need not note what they use: a null tells them that they have to ask, and those who ask have used the page.
 *
 * <p>A page that came back and wasn't changed keeps its place on disk and goes there again for nothing.
 */
final class SpilledPages {
    private final Records records;
    private final StateMemory memory;
    /** Pages that are put aside. */
    private long[][] cold = new long[0][];

    private final Slots slots;

    SpilledPages(Records records, StateMemory memory) {
        this.records = records;
        this.memory = memory;
        slots = memory.slots(records);
    }

    boolean isOnDisk(int page) {
        return page < cold.length && (records.guard(page) & Records.ABSENT) != 0 && cold[page] == null;
    }

    long @Nullable [] cold(int page) {
        return page < cold.length ? cold[page] : null;
    }

    void setCold(int page, long[] words) {
        cold[page] = words;
    }

    /** The hand comes to a page. @return bytes of memory that became free */
    long age(int page) {
        if (cold.length <= page) {
            cold = Arrays.copyOf(cold, records.pages.length);
            slots.ensure(records.pages.length);
        }
        long[] words = records.pages[page];
        if (words != null) {
            cold[page] = words;
            records.pages[page] = null;
            records.setGuard(page, records.guard(page) | Records.ABSENT);
            return 0;
        }
        return cold[page] == null ? 0 : moveOut(page, cold[page]);
    }

    private long moveOut(int page, long[] words) {
        RecordLayout layout = records.layout();
        BytesArena arena = records.arena();
        long stringBytes = PageImage.stringBytes(layout, words, arena);
        if ((records.guard(page) & Records.SAVED) == 0) {
            if (stringBytes + records.bytesOf(words) > PageImage.MOST_BYTES) {
                return 0;
            }
            ByteBuffer image = PageImage.encode(layout, words, records.objects[page], arena, (int) stringBytes);
            slots.set(page, memory.file().write(image));
        }
        if ((records.guard(page) & Records.SHARED) != 0) {
            for (Records copy : records.copies()) {
                copy.handOver(page, words, slots.get(page));
            }
        }
        PageImage.discard(layout, words, arena);
        cold[page] = null;
        if (layout.objects() > 0) {
            records.objects[page] = null;
        }
        records.setGuard(page, Records.ABSENT | Records.SAVED);
        records.moved(words, false);
        memory.movedOut(slots, slots.get(page));
        return records.bytesOf(words) + stringBytes;
    }

    /** Makes an absent page present. */
    long[] bringIn(int page) {
        long[] words = cold[page];
        if (words != null) {
            cold[page] = null;
        } else {
            PageImage image = PageImage.decode(records.layout(), memory.file().read(slots.get(page)), records.arena());
            words = image.words;
            if (image.objects != null) {
                records.objects[page] = image.objects;
            }
            records.moved(words, true);
            memory.broughtIn(slots, slots.get(page));
        }
        records.pages[page] = words;
        records.setGuard(page, records.guard(page) & ~Records.ABSENT);
        return words;
    }

    /** The page is about to be changed: what is on disk doesn't count any more. */
    void forget(int page) {
        long slot = slots.get(page);
        slots.set(page, 0);
        if (records.isShared()) {
            slots.await(slot);
        } else {
            memory.file().free(slot);
        }
    }

    /** No frozen copy is read any more. */
    void released() {
        slots.release(memory.file());
    }

    /** All pages that are in memory are about to be shared with a frozen copy. */
    void shareAll(int count) {
        for (int page = 0; page < count; page++) {
            if (!isOnDisk(page)) {
                records.setGuard(page, records.guard(page) | Records.SHARED);
            }
        }
    }

    /** Gives a new frozen copy what it misses. */
    void copyTo(Records copy, FrozenPages frozen) {
        for (int page = 0; page < cold.length; page++) {
            if (cold[page] != null) {
                copy.pages[page] = cold[page];
            }
        }
        frozen.setSlots(slots.copy());
    }
}
