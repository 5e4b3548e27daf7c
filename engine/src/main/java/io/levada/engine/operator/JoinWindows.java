package io.levada.engine.operator;

import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a window join remembers: for each open window tables of its own, which go as a whole when it is over; nothing is
 * searched for rows that leave.
 */
final class JoinWindows {
    /** At most so many keys are foreseen, so that a few open windows don't cost much when they stay small. */
    private static final int MAX_RESERVED_KEYS = 1 << 17;

    private final JoinKeys keys;
    private final JoinSide left;
    private final JoinSide right;
    private final TreeMap<Long, Tables> byEnd = new TreeMap<>();
    /** How many windows there were. */
    private long count;
    /** How many keys the window had that was dropped last: the next one may have as many. */
    private int droppedKeys;

    /** The keys and sides are those of no window: others are made alike. */
    JoinWindows(JoinKeys keys, JoinSide left, JoinSide right) {
        this.keys = keys;
        this.left = left;
        this.right = right;
    }

    /** One window's rows. Windows of one end and several starts share it: the keys tell them apart. */
    static final class Tables {
        /** The window's end, by the wall clock. */
        final long end;

        /** Different for each window that there ever was. */
        final long number;

        final JoinKeys keys;
        final JoinSide[] sides;

        /** Rows that aren't in the tables, nor matched with anything. */
        final WaitingRows[] waiting = {new WaitingRows(), new WaitingRows()};

        /** Whether no pair is told before the window is over. */
        final boolean tellsAtEnd;

        /** When the window is over: which side's rows are being told, and the first of them that isn't told yet. */
        int toldSide;

        int toldTo = 1;

        private Tables(long end, long number, boolean tellsAtEnd, JoinKeys keys, JoinSide left, JoinSide right) {
            this.end = end;
            this.number = number;
            this.tellsAtEnd = tellsAtEnd;
            this.keys = keys;
            sides = new JoinSide[] {left, right};
        }

        /** Whether all of its rows wait. */
        boolean isUntouched() {
            return keys.table().size() == 0;
        }

        long waitingBytes() {
            return waiting[0].bytes() + waiting[1].bytes();
        }
    }

    /**
     * The window of that end, made when there is none.
     *
     * @param tellsAtEnd of one that is made
     */
    Tables open(long end, boolean tellsAtEnd) {
        Tables tables = byEnd.get(end);
        if (tables == null) {
            JoinKeys its = keys.another(Math.min(droppedKeys, MAX_RESERVED_KEYS));
            tables = new Tables(end, count++, tellsAtEnd, its, left.another(its), right.another(its));
            byEnd.put(end, tables);
        }
        return tables;
    }

    /** Those that are there, the one that ends first first. */
    Collection<Tables> all() {
        return byEnd.values();
    }

    /** The first that is over, or null. */
    @Nullable
    Tables due(WindowTimer timer) {
        return byEnd.isEmpty() || !timer.isFired(byEnd.firstKey())
                ? null
                : byEnd.firstEntry().getValue();
    }

    void drop(Tables tables) {
        droppedKeys = tables.keys.table().size();
        byEnd.remove(tables.end);
        tables.keys.table().recycle();
        tables.sides[0].recycle();
        tables.sides[1].recycle();
    }

    long memoryBytes() {
        long bytes = 0;
        for (Tables tables : byEnd.values()) {
            bytes += tables.keys.memoryBytes() + tables.sides[0].memoryBytes() + tables.sides[1].memoryBytes();
            bytes += tables.waitingBytes();
        }
        return bytes;
    }
}
