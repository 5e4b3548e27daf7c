package io.levada.engine.operator;

import io.levada.engine.state.Records;
import java.io.DataOutput;
import java.io.IOException;

/**
 * State as entries under numbers. An entry keeps its number as long as it lives; a number that became free may be given
 * to another entry. Both count as a change of the number.
 *
 * <p>The version, the number of entries in a group and then these are what {@link Operator#restoreGroup} reads.
 */
public final class FrozenEntries {
    private final int version;
    private final Records records;
    private final long[] changed;
    private final EntryWriter writer;

    /** Writes one entry; from any thread. */
    public interface EntryWriter {
        void write(int id, DataOutput out) throws IOException;
    }

    /** @param changed a bit for each number that changed since the operator was frozen before */
    public FrozenEntries(int version, Records records, long[] changed, EntryWriter writer) {
        this.version = version;
        this.records = records;
        this.changed = changed;
        this.writer = writer;
    }

    public int version() {
        return version;
    }

    /** A bit for each number, 64 in a word, that changed since the operator was frozen before. */
    public long[] changed() {
        return changed;
    }

    /** All entries. */
    public GroupOrder all() {
        return GroupOrder.of(records);
    }

    /** Those whose numbers are marked. */
    public GroupOrder only(long[] marks) {
        return GroupOrder.of(records, marks);
    }

    public void write(int id, DataOutput out) throws IOException {
        writer.write(id, out);
    }
}
