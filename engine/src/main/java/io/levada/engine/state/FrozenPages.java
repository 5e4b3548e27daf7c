package io.levada.engine.state;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a frozen copy reads from disk, a page at a time and a few kept. Pages that were in memory when it was frozen may be
 * handed over to disk later by the records' owner; all else happens in the one thread that reads the copy.
 */
final class FrozenPages {
    private static final int KEPT = 64;

    private final Records copy;
    /** Never read; keeps what the copy needs on disk. */
    @SuppressWarnings("unused")
    private final Records source;

    private long[] slots = new long[0];
    private final int[] numbers = new int[KEPT];
    private final @Nullable PageImage[] images = new PageImage[KEPT];

    FrozenPages(Records copy, Records source) {
        this.copy = copy;
        this.source = source;
    }

    void setSlots(long[] newSlots) {
        slots = newSlots;
    }

    /** By the owner's thread, before the copy loses the page. */
    synchronized void moved(int page, long slot) {
        if (slots.length <= page) {
            slots = Arrays.copyOf(slots, copy.pages.length);
        }
        slots[page] = slot;
    }

    private synchronized long slot(int page) {
        return slots[page];
    }

    long[] words(int page) {
        return image(page).words;
    }

    @Nullable
    Object[] objects(int page) {
        return Objects.requireNonNull(image(page).objects);
    }

    private PageImage image(int page) {
        int place = page % KEPT;
        PageImage image = images[place];
        if (image != null && numbers[place] == page) {
            return image;
        }
        if (image != null) {
            PageImage.discard(copy.layout(), image.words, copy.arena());
        }
        image = PageImage.decode(copy.layout(), copy.memory().file().read(slot(page)), copy.arena());
        images[place] = image;
        numbers[place] = page;
        return image;
    }
}
