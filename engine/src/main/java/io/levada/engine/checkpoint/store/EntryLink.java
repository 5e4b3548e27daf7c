package io.levada.engine.checkpoint.store;

import io.levada.engine.operator.FrozenEntries;
import io.levada.engine.operator.GroupOrder;
import io.levada.engine.operator.KeyGroups;
import io.levada.engine.operator.Marks;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One link of a {@link DeltaChain} in a state file: entries by key group, each with its number and length; then version,
 * what stands in front of the entries of a group, marks of the numbers that the link knows (none when it knows all), and for each group that has entries its number, how many, and
 * where they begin; at last where the version stands. Positions count from the section's beginning.
 */
final class EntryLink {
    private static final int FIRST_FORMAT_WITH_HEAD = 2;
    private static final int BUFFER_BYTES = 1 << 13;
    /** Entries that are fetched from memory together. */
    private static final int FETCHED = 128;

    private final Path file;
    private final Manifest.Section section;
    private final int version;
    private final byte[] head;
    private final long @Nullable [] changed;
    private final int[] counts = new int[KeyGroups.COUNT];
    private final long[] starts = new long[KeyGroups.COUNT];

    /** Reads the end of it. */
    EntryLink(Path file, Manifest.Section section) throws IOException {
        this.file = file;
        this.section = section;
        long end;
        try (DataInputStream in = CheckedFile.read(file, section.offset() + section.length() - Long.BYTES)) {
            end = in.readLong();
        }
        try (DataInputStream in = CheckedFile.read(file, section.offset() + end)) {
            version = in.readInt();
            head = new byte[CheckedFile.formatOf(file) < FIRST_FORMAT_WITH_HEAD ? 0 : in.readInt()];
            in.readFully(head);
            changed = in.readBoolean() ? null : readMarks(in);
            for (int groups = in.readInt(); groups > 0; groups--) {
                int group = in.readUnsignedByte();
                counts[group] = in.readInt();
                starts[group] = in.readLong();
            }
        }
    }

    /**
     * Writes a link.
     *
     * @param changed null for all
     * @return how many entries it has
     */
    static int write(CheckedWriter file, FrozenEntries frozen, long @Nullable [] changed) throws IOException {
        DataOutput out = file.out();
        long from = file.position();
        GroupOrder order = changed == null ? frozen.all() : frozen.only(changed);
        long[] starts = new long[KeyGroups.COUNT];
        int groups = 0;
        Scratch scratch = new Scratch();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            starts[group] = file.position() - from;
            groups += order.count(group) > 0 ? 1 : 0;
            for (int i = 0; i < order.count(group); i++) {
                if (i % FETCHED == 0) {
                    scratch.fetched += frozen.fetch(order, group, i, FETCHED);
                }
                int id = order.id(group, i);
                scratch.filled = 0;
                frozen.write(id, scratch);
                out.writeInt(id);
                out.writeInt(scratch.filled);
                out.write(scratch.buffer, 0, scratch.filled);
            }
        }
        long end = file.position() - from;
        out.writeInt(frozen.version());
        out.writeInt(frozen.head().length);
        out.write(frozen.head());
        out.writeBoolean(changed == null);
        if (changed != null) {
            writeMarks(changed, out);
        }
        out.writeInt(groups);
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            if (order.count(group) > 0) {
                out.writeByte(group);
                out.writeInt(order.count(group));
                out.writeLong(starts[group]);
            }
        }
        out.writeLong(end);
        return order.size();
    }

    /** A buffer for one entry, of which the length must be known first. */
    private static final class Scratch extends ArrayOutput {
        /** What was read of the entries for the cache's sake. */
        @SuppressWarnings("UnusedVariable") // written so that the reading isn't left out
        private long fetched;

        Scratch() {
            super(1 << 8);
        }

        @Override
        void makeRoom(int bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(filled + bytes, buffer.length * 2));
        }
    }

    private static void writeMarks(long[] marks, DataOutput out) throws IOException {
        int words = 0;
        for (long word : marks) {
            words += word == 0 ? 0 : 1;
        }
        out.writeInt(marks.length);
        out.writeInt(words);
        for (int i = 0; i < marks.length; i++) {
            if (marks[i] != 0) {
                out.writeInt(i);
                out.writeLong(marks[i]);
            }
        }
    }

    private static long[] readMarks(DataInputStream in) throws IOException {
        long[] marks = new long[in.readInt()];
        for (int words = in.readInt(); words > 0; words--) {
            int at = in.readInt();
            marks[at] = in.readLong();
        }
        return marks;
    }

    /**
     * The entries of a group as an operator reads them. They come from the files as they are read: a group may be large.
     *
     * @param links of one chain, the oldest first
     * @param newer for each link the numbers of which a later one has the last word, see {@link #newer}
     * @return null when there are none
     */
    static @Nullable DataInputStream merged(List<EntryLink> links, long[][] newer, int group) throws IOException {
        int count = 0;
        for (int i = 0; i < links.size(); i++) {
            count += links.get(i).count(group, newer[i]);
        }
        if (count == 0) {
            return null;
        }
        ByteArrayOutputStream front = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(front);
        EntryLink last = links.get(links.size() - 1);
        out.writeByte(last.version);
        out.write(last.head);
        out.writeInt(count);
        InputStream entries = new MergedEntries(links, newer, group);
        return new DataInputStream(new BufferedInputStream(
                new SequenceInputStream(new ByteArrayInputStream(front.toByteArray()), entries), BUFFER_BYTES));
    }

    /** How many entries of a group are still right. */
    private int count(int group, long[] superseded) throws IOException {
        if (counts[group] == 0 || superseded.length == 0) {
            return counts[group];
        }
        int right = 0;
        try (DataInputStream in = entries(group)) {
            for (int i = 0; i < counts[group]; i++) {
                right += Marks.has(superseded, in.readInt()) ? 0 : 1;
                in.skipNBytes(in.readInt());
            }
        }
        return right;
    }

    /** How many entries of a group there are. */
    int count(int group) {
        return counts[group];
    }

    /** The entries of a group, each behind its number and its length. */
    DataInputStream entries(int group) throws IOException {
        return CheckedFile.read(file, section.offset() + starts[group]);
    }

    /** Whether it is the first of its chain. */
    boolean isFirst() {
        return changed == null;
    }

    static long[][] newer(List<EntryLink> links) {
        long[][] newer = new long[links.size()][];
        long[] known = new long[0];
        for (int i = links.size() - 1; i >= 0; i--) {
            newer[i] = known;
            long[] of = links.get(i).changed;
            known = of == null ? known : Marks.union(known, of);
        }
        return newer;
    }
}
