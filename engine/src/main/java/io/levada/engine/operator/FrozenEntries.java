package io.levada.engine.operator;

import io.levada.engine.state.Records;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A part of an operator's state as entries under numbers: the ids of records. An entry keeps its number as long as it
 * lives; a number that became free may be given to another entry. Both count as a change of the number.
 *
 * <p>For each key group that has entries, {@link Operator#restoreGroup} is called once or for several pieces, and reads of
 * each the version (a byte), the {@link #head}, how many entries follow (an int), and these.
 */
public final class FrozenEntries {
    private static final byte[] NO_HEAD = {};

    private final long part;
    private final int version;
    private final Records records;
    private final long @Nullable [] changed;
    private final int firstId;
    private final byte[] head;
    private final Hashes hashes;
    private final EntryWriter writer;

    /** Writes one entry; from any thread. */
    public interface EntryWriter {
        void write(int id, DataOutput out) throws IOException;
    }

    /** Says to which key an entry belongs. */
    public interface Hashes {
        /** The hash of the entry's key. */
        long of(int id);
    }

    /** @param part a number that no other part of the operator has or had, the same at each barrier */
    public FrozenEntries(long part, int version, Records records, EntryWriter writer) {
        this(part, version, records, records.changed(), 0, NO_HEAD, records::hash, writer);
    }

    private FrozenEntries(
            long part,
            int version,
            Records records,
            long @Nullable [] changed,
            int firstId,
            byte[] head,
            Hashes hashes,
            EntryWriter writer) {
        this.part = part;
        this.version = version;
        this.records = records;
        this.changed = changed;
        this.firstId = firstId;
        this.head = head;
        this.hashes = hashes;
        this.writer = writer;
    }

    /** The same, of records under other hashes than those of their keys. */
    FrozenEntries placedBy(Hashes others) {
        return new FrozenEntries(part, version, records, changed, firstId, head, others, writer);
    }

    /** The same with something in front of the entries of each group; it may be another at each barrier. */
    FrozenEntries headed(byte[] bytes) {
        return new FrozenEntries(part, version, records, changed, firstId, bytes, hashes, writer);
    }

    /** The same without the entries before {@code id}, and nobody knows what changed. */
    FrozenEntries from(int id) {
        return new FrozenEntries(part, version, records, null, id, head, hashes, writer);
    }

    public long part() {
        return part;
    }

    public int version() {
        return version;
    }

    /** What stands in front of the entries of each group. */
    public byte[] head() {
        return head;
    }

    /**
     * A bit for each number, 64 in a word, that changed since the operator was frozen before. Null when the operator can't
     * say: then all of it is written.
     */
    public long @Nullable [] changed() {
        return changed;
    }

    /** All entries. */
    public GroupOrder all() {
        return next(null, 0, Integer.MAX_VALUE);
    }

    /** Those whose numbers are marked. */
    public GroupOrder only(long[] marks) {
        return next(marks, 0, Integer.MAX_VALUE);
    }

    /**
     * The next entries in the order of their numbers.
     *
     * @param marks which ones; null for all
     * @param from the least number
     * @param most how many at most
     */
    public GroupOrder next(long @Nullable [] marks, int from, int most) {
        return marks == null
                ? GroupOrder.of(records, Math.max(from, firstId), most, hashes)
                : GroupOrder.of(records, marks, from, most, hashes);
    }

    public void write(int id, DataOutput out) throws IOException {
        writer.write(id, out);
    }
}
