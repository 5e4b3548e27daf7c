package io.levada.engine.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Pages that only frozen copies needed, to be written again when the next copies share what is written. With as much state
 * as a checkpoint finds changed, new arrays would be that much for the collector to move and free at each checkpoint, and
 * memory that was never touched before. What one checkpoint didn't need is given back at the next.
 */
final class SparePages {
    private final List<long[]> pages = new ArrayList<>();
    /** Pages that a frozen copy may still read. */
    private final List<long[]> waiting = new ArrayList<>();
    /** The least number of pages since the last copy was frozen. */
    private int unused;

    private boolean dropped;

    /** A copy of a page; the page itself is left to the frozen copies. */
    long[] copyOf(long[] page) {
        if (dropped) {
            return page.clone();
        }
        waiting.add(page);
        if (pages.isEmpty()) {
            return page.clone();
        }
        long[] copy = pages.remove(pages.size() - 1);
        unused = Math.min(unused, pages.size());
        System.arraycopy(page, 0, copy, 0, page.length);
        return copy;
    }

    /** No frozen copy is read any more. */
    void released() {
        pages.addAll(waiting);
        waiting.clear();
    }

    /** A copy is being frozen. */
    void frozen() {
        pages.subList(pages.size() - unused, pages.size()).clear();
        unused = pages.size();
    }

    /** Gives all back and keeps none from now on: memory is short. @return how many were kept */
    long drop() {
        int count = pages.size();
        pages.clear();
        waiting.clear();
        unused = 0;
        dropped = true;
        return count;
    }

    /** How many are kept, without those that frozen copies need. */
    int count() {
        return pages.size();
    }
}
