package io.levada.engine.operator;

import io.levada.engine.aggregate.AggregateState;
import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows in checkpoints. Each slice is a part of its own, which changes with its groups and goes with the slice; so is
 * the rest of a window that is being emitted, which is written whole: such windows are few and soon over. A key group of
 * a part: version, 1 (once several parts followed each other), what it is, from when to when, with its next window, its
 * groups. Shared: version, time.
 */
final class WindowSnapshot {
    private static final int FORMAT = 1;
    private static final byte SLICE = 0;
    private static final byte FIRING = 1;

    private final GroupSpec spec;
    private final SliceStore store;
    private final RestoredKeys restored = new RestoredKeys();

    WindowSnapshot(GroupSpec spec, SliceStore store) {
        this.spec = spec;
        this.store = store;
    }

    FrozenState freeze(long time) {
        List<FrozenEntries> parts = new ArrayList<>();
        List<Runnable> frozen = new ArrayList<>();
        for (SliceStore.Slice slice : store.slices()) {
            byte[] head = head(SLICE, slice.name.start(), slice.name.end(), slice.nextEnd);
            parts.add(entries(slice.part, slice.table, frozen).headed(head));
        }
        long part = -1;
        for (SliceStore.Firing firing : store.firings()) {
            byte[] head = head(FIRING, firing.start, firing.end, 0);
            parts.add(entries(part--, firing.table, frozen).headed(head).from(firing.position));
        }
        return new KeyedFrozenState(parts, out -> WindowTimer.write(time, out), frozen);
    }

    private FrozenEntries entries(long part, GroupSpec.Table table, List<Runnable> frozen) {
        AggregateState.Frozen groups = table.state().freeze();
        frozen.add(groups::release);
        return new FrozenEntries(part, FORMAT, groups.records(), (id, out) -> spec.write(groups, id, out));
    }

    private static byte[] head(byte kind, long start, long end, long nextEnd) {
        ByteBuffer head = ByteBuffer.allocate(Integer.BYTES + 1 + 3 * Long.BYTES);
        return head.putInt(1)
                .put(kind)
                .putLong(start)
                .putLong(end)
                .putLong(nextEnd)
                .array();
    }

    void restoreGroup(DataInput in) throws IOException {
        SnapshotFormat.readVersion(in, FORMAT, "a window");
        for (int parts = in.readInt(); parts > 0; parts--) {
            byte kind = in.readByte();
            long start = in.readLong();
            long end = in.readLong();
            long nextEnd = in.readLong();
            GroupSpec.Table table = kind == SLICE
                    ? store.restoredSlice(start, end, nextEnd).table
                    : store.restoredFiring(start, end).table;
            for (int count = in.readInt(); count > 0; count--) {
                restored.add(table.keys(), spec.read(table, in));
            }
            restored.index();
        }
    }
}
