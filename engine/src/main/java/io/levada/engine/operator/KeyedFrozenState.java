package io.levada.engine.operator;

import io.levada.engine.state.Records;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keyed state at a barrier.
 *
 * @param parts of keys
 * @param shared writes what belongs to no key; null for nothing
 * @param frozen what is let go of at the end
 */
record KeyedFrozenState(List<FrozenEntries> parts, @Nullable SharedWriter shared, List<Runnable> frozen)
        implements FrozenState {
    /** Writes what belongs to no key. */
    interface SharedWriter {
        void write(DataOutput out) throws IOException;
    }

    /** One table of keys. */
    static KeyedFrozenState of(
            int version,
            Records records,
            FrozenEntries.EntryWriter writer,
            @Nullable SharedWriter shared,
            Runnable release) {
        return new KeyedFrozenState(List.of(new FrozenEntries(0, version, records, writer)), shared, List.of(release));
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
        frozen.forEach(Runnable::run);
    }
}
