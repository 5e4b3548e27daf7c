package io.levada.engine.operator;

import io.levada.engine.state.KeyTable;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An operator whose state is one table of keys: the table's way into checkpoints and back. Each key is an entry, and only
 * those are written that changed.
 */
abstract class KeyedTableOperator extends AgeingOperator {
    private final int format;
    private final String what;
    private final RestoredKeys restored = new RestoredKeys();

    /**
     * @param format the newest that is read, and the one that is written
     * @param what the operator is, for an error
     */
    KeyedTableOperator(int format, String what) {
        this.format = format;
        this.what = what;
    }

    /** The table as it was at a barrier. */
    interface FrozenTable {
        Records records();

        /** Writes a key with all that belongs to it; from any thread. */
        void write(int id, DataOutput out) throws IOException;

        default void release() {
            records().release();
        }
    }

    abstract FrozenTable freezeTable();

    /** What belongs to no key. */
    KeyedFrozenState.@Nullable SharedWriter freezeShared() {
        return null;
    }

    abstract KeyTable keys();

    /** Reads a key that {@link FrozenTable#write} wrote; gives its record, which isn't in the table yet. */
    abstract int read(DataInput in) throws IOException;

    @Override
    void opened() {
        super.opened();
        records().trackChanges();
    }

    @Override
    public final FrozenState freeze() {
        FrozenTable frozen = freezeTable();
        return KeyedFrozenState.of(format, frozen.records(), frozen::write, freezeShared(), frozen::release);
    }

    @Override
    public final void expect(long entries) {
        RestoredKeys.expect(keys(), entries, context());
    }

    @Override
    public final void restoreGroup(int keyGroup, DataInput in) throws IOException {
        SnapshotFormat.readVersion(in, format, what);
        for (int count = in.readInt(); count > 0; count--) {
            restored.add(keys(), read(in));
        }
        restored.index();
    }
}
