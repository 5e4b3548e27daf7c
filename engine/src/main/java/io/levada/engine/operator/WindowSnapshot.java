package io.levada.engine.operator;

import io.levada.engine.aggregate.AggregateState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint format of windows. A key group: version, number of parts, each a slice (with its next window) or the
 * rest of a window that was being emitted, with its groups. Shared: version, time.
 */
final class WindowSnapshot {
    private static final int FORMAT = 1;
    private static final byte SLICE = 0;
    private static final byte FIRING = 1;

    private final GroupSpec spec;
    private final SliceStore store;

    WindowSnapshot(GroupSpec spec, SliceStore store) {
        this.spec = spec;
        this.store = store;
    }

    FrozenState freeze(long time) {
        List<Part> parts = new ArrayList<>();
        for (SliceStore.Slice slice : store.slices()) {
            AggregateState.Frozen frozen = slice.table.state().freeze();
            parts.add(new Part(SLICE, slice.name.start(), slice.name.end(), slice.nextEnd, frozen, 0));
        }
        for (SliceStore.Firing firing : store.firings()) {
            AggregateState.Frozen frozen = firing.table.state().freeze();
            parts.add(new Part(FIRING, firing.start, firing.end, 0, frozen, firing.position));
        }
        return new Frozen(parts, time);
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
                spec.read(table, in);
            }
        }
    }

    private static final class Part {
        final byte kind;
        final long start;
        final long end;
        final long nextEnd;
        final AggregateState.Frozen frozen;
        private final int firstId;
        private @Nullable GroupOrder order;

        Part(byte kind, long start, long end, long nextEnd, AggregateState.Frozen frozen, int firstId) {
            this.kind = kind;
            this.start = start;
            this.end = end;
            this.nextEnd = nextEnd;
            this.frozen = frozen;
            this.firstId = firstId;
        }

        synchronized GroupOrder order() {
            if (order == null) {
                order = GroupOrder.of(frozen.records(), firstId);
            }
            return order;
        }
    }

    private final class Frozen implements FrozenState {
        private final List<Part> parts;
        private final long time;

        Frozen(List<Part> parts, long time) {
            this.parts = parts;
            this.time = time;
        }

        @Override
        public int[] groups() {
            return IntStream.range(0, KeyGroups.COUNT)
                    .filter(group ->
                            parts.stream().anyMatch(part -> part.order().count(group) > 0))
                    .toArray();
        }

        @Override
        public void writeGroup(int keyGroup, DataOutput out) throws IOException {
            List<Part> held = parts.stream()
                    .filter(part -> part.order().count(keyGroup) > 0)
                    .toList();
            out.writeByte(FORMAT);
            out.writeInt(held.size());
            for (Part part : held) {
                GroupOrder order = part.order();
                out.writeByte(part.kind);
                out.writeLong(part.start);
                out.writeLong(part.end);
                out.writeLong(part.nextEnd);
                out.writeInt(order.count(keyGroup));
                for (int i = 0; i < order.count(keyGroup); i++) {
                    spec.write(part.frozen, order.id(keyGroup, i), out);
                }
            }
        }

        @Override
        public boolean hasShared() {
            return true;
        }

        @Override
        public void writeShared(DataOutput out) throws IOException {
            WindowTimer.write(time, out);
        }

        @Override
        public void release() {
            parts.forEach(part -> part.frozen.release());
        }
    }
}
