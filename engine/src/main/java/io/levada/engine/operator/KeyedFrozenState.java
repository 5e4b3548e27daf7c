package io.levada.engine.operator;

import io.levada.engine.aggregate.AggregateState;
import io.levada.engine.state.Records;
import java.io.DataOutput;
import java.io.IOException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One table of keys at a barrier: a version byte, the number of keys in the group, each key. */
final class KeyedFrozenState implements FrozenState {
    private final int version;
    private final Records records;
    private final EntryWriter writer;
    private final @Nullable SharedWriter shared;
    private final Runnable release;
    private @Nullable GroupOrder order;

    /** Writes one key. */
    interface EntryWriter {
        void write(int id, DataOutput out) throws IOException;
    }

    /** Writes what belongs to no key. */
    interface SharedWriter {
        void write(DataOutput out) throws IOException;
    }

    KeyedFrozenState(
            int version, Records records, EntryWriter writer, @Nullable SharedWriter shared, Runnable release) {
        this.shared = shared;
        this.version = version;
        this.records = records;
        this.writer = writer;
        this.release = release;
    }

    static KeyedFrozenState of(int version, AggregateState.Frozen frozen, EntryWriter writer) {
        return new KeyedFrozenState(version, frozen.records(), writer, null, frozen::release);
    }

    private synchronized GroupOrder order() {
        if (order == null) {
            order = GroupOrder.of(records);
        }
        return order;
    }

    @Override
    public int[] groups() {
        GroupOrder sorted = order();
        return IntStream.range(0, KeyGroups.COUNT)
                .filter(group -> sorted.count(group) > 0)
                .toArray();
    }

    @Override
    public void writeGroup(int keyGroup, DataOutput out) throws IOException {
        GroupOrder sorted = order();
        out.writeByte(version);
        out.writeInt(sorted.count(keyGroup));
        for (int i = 0; i < sorted.count(keyGroup); i++) {
            writer.write(sorted.id(keyGroup, i), out);
        }
    }

    @Override
    public @Nullable FrozenEntries entries() {
        long[] changed = records.changed();
        return changed == null ? null : new FrozenEntries(version, records, changed, writer::write);
    }

    @Override
    public boolean hasShared() {
        return shared != null;
    }

    @Override
    public void writeShared(DataOutput out) throws IOException {
        if (shared != null) {
            shared.write(out);
        }
    }

    @Override
    public void release() {
        release.run();
    }
}
