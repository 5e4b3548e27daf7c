package io.levada.engine.operator;

import io.levada.engine.operator.SliceStore.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a hopping window whose aggregates can be taken away again: from one window to the next the slices that come
 * are added and those that go are subtracted, so that what a window costs doesn't depend on how many slices it has. Not in
 * checkpoints: the slices are, and the first window after a restore is summed anew.
 *
 * <p>Groups that lose their last rows stay, empty, until they are a quarter of all.
 */
final class MovingWindow {
    /** One group in so many may be empty: then all that are go at once, which is a pass over the others. */
    private static final int MOST_EMPTY = 4;

    private final GroupSpec spec;
    private final List<Slice> summed = new ArrayList<>();
    /** Of each of them, which groups it was added to. */
    private final List<GroupSpec.Merged> merged = new ArrayList<>();

    private GroupSpec.@Nullable Table table;
    /** At most so many groups are empty. */
    private int empty;

    MovingWindow(GroupSpec spec) {
        this.spec = spec;
    }

    /** Whether there is nothing to move on. */
    boolean isIdle() {
        return summed.isEmpty();
    }

    /** The groups of the window that is made of these slices, some of them empty; until the next call. */
    GroupSpec.Table moveTo(List<Slice> slices) {
        GroupSpec.Table groups = table;
        if (groups == null) {
            groups = spec.newTable();
            groups.keys().reserve(Math.min(keysOf(slices), SliceStore.MAX_RESERVED_KEYS));
            table = groups;
        }
        for (int i = summed.size() - 1; i >= 0; i--) {
            if (!slices.contains(summed.get(i))) {
                subtract(groups, i);
            }
        }
        for (Slice slice : slices) {
            if (!slice.summed) {
                merged.add(spec.merge(groups, slice.table));
                slice.summed = true;
                summed.add(slice);
            }
        }
        return groups;
    }

    private static int keysOf(List<Slice> slices) {
        long keys = 0;
        for (Slice slice : slices) {
            keys += slice.table.keys().size();
        }
        return (int) Math.min(keys, Integer.MAX_VALUE);
    }

    /** That table has been emitted: slices that no later window needs go. */
    void emitted(GroupSpec.Table groups) {
        if (groups != table) {
            return;
        }
        for (int i = summed.size() - 1; i >= 0; i--) {
            if (summed.get(i).over) {
                GroupSpec.Table gone = summed.get(i).table;
                subtract(groups, i);
                spec.recycle(gone);
            }
        }
        if (summed.isEmpty()) {
            spec.recycle(groups);
            forget();
        } else if (empty > groups.records().size() / MOST_EMPTY) {
            spec.removeEmpty(groups);
            empty = 0;
        }
    }

    private void subtract(GroupSpec.Table groups, int index) {
        Slice slice = summed.remove(index);
        slice.summed = false;
        empty += spec.subtract(groups, slice.table, merged.remove(index));
    }

    /** The next window is summed anew, because rows will come to a slice that is summed. */
    void forget() {
        summed.forEach(slice -> slice.summed = false);
        summed.clear();
        merged.clear();
        empty = 0;
        table = null;
    }

    /** Also of slices that nobody else has any more. */
    long memoryBytes() {
        long bytes = table == null ? 0 : table.memoryBytes();
        for (Slice slice : summed) {
            bytes += slice.over ? slice.table.memoryBytes() : 0;
        }
        for (GroupSpec.Merged each : merged) {
            bytes += each.memoryBytes();
        }
        return bytes;
    }
}
