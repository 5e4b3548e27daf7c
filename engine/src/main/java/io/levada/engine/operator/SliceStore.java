package io.levada.engine.operator;

import io.levada.engine.window.Slicing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of windows: a table of groups for each slice that some unfired window needs, and windows that have fired but
 * aren't emitted to their end. Dropping a slice drops its table; nothing is searched for keys.
 */
final class SliceStore {
    /** At most so many keys are foreseen, so that a few open slices don't cost much when they stay small. */
    static final int MAX_RESERVED_KEYS = 1 << 17;
    /** A window of two slices costs as much either way. */
    private static final int LEAST_MOVING_SLICES = 3;

    /** Null when rows bring their windows along: then each window is one slice. */
    private final @Nullable Slicing slicing;

    private final GroupSpec spec;
    /** Null where windows aren't moved on. */
    private final @Nullable MovingWindow moving;

    private final TreeMap<Slice.Name, Slice> slices = new TreeMap<>();
    private final Deque<Firing> firings = new ArrayDeque<>();
    private long nextEnd = Long.MAX_VALUE;
    /** How many tables there were. */
    private long parts;
    /** How many keys the window had that was emitted last: the next one may be as large. */
    private int firedKeys;
    /** How many keys the slice had that was complete last. */
    private int sliceKeys;

    SliceStore(@Nullable Slicing slicing, GroupSpec spec) {
        this.slicing = slicing;
        this.spec = spec;
        moving = slicing != null
                        && !slicing.cumulating()
                        && slicing.windowMicros() >= LEAST_MOVING_SLICES * slicing.sliceMicros()
                        && spec.isInvertible()
                ? new MovingWindow(spec)
                : null;
    }

    /** A stretch of time. */
    static final class Slice {
        /** @param variant 0 but for slices of restored workers that had fired different windows */
        record Name(long end, long start, int variant) implements Comparable<Name> {
            private static final Comparator<Name> ORDER = Comparator.comparingLong(Name::end)
                    .thenComparingLong(Name::start)
                    .thenComparingInt(Name::variant);

            @Override
            public int compareTo(Name other) {
                return ORDER.compare(this, other);
            }
        }

        final Name name;
        final GroupSpec.Table table;
        /** The table's number in checkpoints. */
        final long part;
        /** The end of the first window over this slice that hasn't fired. */
        long nextEnd;

        /** Whether it is part of the {@link MovingWindow}, and whether it is part of nothing else any more. */
        boolean summed;

        boolean over;

        Slice(Name name, GroupSpec.Table table, long part, long nextEnd) {
            this.name = name;
            this.table = table;
            this.part = part;
            this.nextEnd = nextEnd;
        }
    }

    /** A window that has fired and of which the groups before {@code position} are emitted. */
    static final class Firing {
        final long start;
        final long end;
        final GroupSpec.Table table;
        /** Whether no slice needs the table any more. */
        private final boolean owned;

        int position;

        private Firing(long start, long end, GroupSpec.Table table, boolean owned) {
            this.start = start;
            this.end = end;
            this.table = table;
            this.owned = owned;
        }
    }

    Collection<Slice> slices() {
        return slices.values();
    }

    Collection<Firing> firings() {
        return firings;
    }

    /** The slice of that name, made when there is none. */
    Slice slice(long start, long end, long firstWindowEnd) {
        Slice slice = slices.computeIfAbsent(new Slice.Name(end, start, 0), name -> {
            Slice made = newSlice(name, firstWindowEnd);
            made.table.keys().reserve(Math.min(sliceKeys, MAX_RESERVED_KEYS));
            return made;
        });
        nextEnd = Math.min(nextEnd, slice.nextEnd);
        if (slice.summed && moving != null) {
            moving.forget();
        }
        return slice;
    }

    private Slice newSlice(Slice.Name name, long firstWindowEnd) {
        GroupSpec.Table table = spec.newTable();
        table.records().trackChanges();
        return new Slice(name, table, parts++, firstWindowEnd);
    }

    /** A slice to restore groups to: slices in which other windows are due stay apart until they agree. */
    Slice restoredSlice(long start, long end, long firstWindowEnd) {
        for (int variant = 0; ; variant++) {
            Slice slice =
                    slices.computeIfAbsent(new Slice.Name(end, start, variant), name -> newSlice(name, firstWindowEnd));
            if (slice.nextEnd == firstWindowEnd) {
                nextEnd = Math.min(nextEnd, firstWindowEnd);
                return slice;
            }
        }
    }

    Firing restoredFiring(long start, long end) {
        for (Firing firing : firings) {
            if (firing.start == start && firing.end == end) {
                return firing;
            }
        }
        Firing firing = new Firing(start, end, spec.newTable(), true);
        firings.add(firing);
        return firing;
    }

    /** The window that is being emitted, or null. */
    @Nullable
    Firing current() {
        return firings.peek();
    }

    void finishCurrent() {
        Firing finished = firings.remove();
        firedKeys = finished.table.keys().size();
        if (finished.owned) {
            spec.recycle(finished.table);
        } else if (moving != null) {
            moving.emitted(finished.table);
        }
    }

    /** Bytes of memory, roughly. */
    long memoryBytes() {
        long bytes = moving == null ? 0 : moving.memoryBytes();
        for (Slice slice : slices.values()) {
            bytes += slice.table.memoryBytes();
        }
        return bytes;
    }

    /** The end of the first window that has rows and hasn't fired; {@link Long#MAX_VALUE} when there is none. */
    long nextEnd() {
        return nextEnd;
    }

    /** Fires all windows that end at {@link #nextEnd}. */
    void fire() {
        long end = nextEnd;
        List<Slice> due = new ArrayList<>();
        for (Slice slice : slices.values()) {
            if (slice.nextEnd == end) {
                due.add(slice);
                sliceKeys = slice.table.keys().size();
            }
        }
        if (slicing == null || slicing.isTumbling()) {
            for (Slice slice : due) {
                long start = slicing == null ? slice.name.start() : slicing.windowStart(end);
                slices.remove(slice.name);
                firings.add(new Firing(start, end, slice.table, true));
            }
        } else if (slicing.cumulating()) {
            firings.add(cumulate(slicing, due, end));
        } else {
            firings.add(hop(slicing, due, end));
        }
        nextEnd = Long.MAX_VALUE;
        for (Slice slice : slices.values()) {
            nextEnd = Math.min(nextEnd, slice.nextEnd);
        }
    }

    /** Merges the slices of a hopping window; those that no later window needs go. */
    private Firing hop(Slicing windows, List<Slice> due, long end) {
        for (Slice slice : due) {
            slice.nextEnd = end + windows.sliceMicros();
        }
        long start = windows.windowStart(end);
        if (moving != null && (due.size() > 1 || !moving.isIdle())) {
            GroupSpec.Table groups = moving.moveTo(due);
            due.forEach(slice -> dropIfOver(windows, slice, end));
            return new Firing(start, end, groups, false);
        }
        if (due.size() == 1) {
            Slice only = due.get(0);
            return new Firing(start, end, only.table, dropIfOver(windows, only, end));
        }
        GroupSpec.Table merged = spec.newTable();
        merged.keys().reserve(Math.min(firedKeys, MAX_RESERVED_KEYS));
        for (Slice slice : due) {
            spec.mergeInto(merged, slice.table);
            if (dropIfOver(windows, slice, end)) {
                spec.recycle(slice.table);
            }
        }
        return new Firing(start, end, merged, true);
    }

    /** @return whether it was the slice's last window that ended there */
    private boolean dropIfOver(Slicing windows, Slice slice, long end) {
        if (windows.lastWindowEnd(slice.name.end()) > end) {
            return false;
        }
        slices.remove(slice.name);
        slice.over = true;
        return true;
    }

    /** Moves all slices so far of a cumulating window into its first one. */
    private Firing cumulate(Slicing windows, List<Slice> due, long end) {
        long firstEnd = windows.windowStart(end) + windows.sliceMicros();
        Slice.Name name = new Slice.Name(firstEnd, 0, due.get(0).name.variant());
        Slice first = due.get(0);
        for (Slice slice : due) {
            slices.remove(slice.name);
            if (slice != first) {
                spec.mergeInto(first.table, slice.table);
                spec.recycle(slice.table);
            }
        }
        boolean goesOn = windows.lastWindowEnd(firstEnd) > end;
        if (goesOn) {
            Slice taken = slices.get(name);
            Slice.Name free = taken == null ? name : new Slice.Name(firstEnd, 0, nextVariant(firstEnd));
            slices.put(free, new Slice(free, first.table, first.part, end + windows.sliceMicros()));
        }
        return new Firing(windows.windowStart(end), end, first.table, !goesOn);
    }

    private int nextVariant(long end) {
        int variant = 1;
        while (slices.containsKey(new Slice.Name(end, 0, variant))) {
            variant++;
        }
        return variant;
    }
}
