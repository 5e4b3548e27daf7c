package io.levada.engine.checkpoint.store;

import io.levada.engine.operator.FrozenEntries;
import io.levada.engine.operator.GroupOrder;
import io.levada.engine.operator.KeyGroups;
import io.levada.engine.operator.Marks;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One link of a {@link DeltaChain} in a state file: entries, each with its number and length; then version,
 * what stands in front of the entries of a group, marks of the numbers that the link knows (none when it knows all), and for
 * each run of entries of one group its number, how many, and where they begin; at last where the version stands. Positions
 * count from the section's beginning.
 *
 * <p>A group has several runs where there are many entries: they are written in the order of their numbers, some ten
 * thousand at a time, and only these are sorted by group. Sorted all at once each was a miss in the cache. Numbers in an
 * entry are {@linkplain EntryInput packed}: the writing of the file is most of what a checkpoint costs.
 */
final class EntryLink {
    private static final int FIRST_FORMAT_WITH_HEAD = 2;
    private static final int BUFFER_BYTES = 1 << 13;
    private static final int FIRST_PACKED_FORMAT = 3;
    /** Entries that are sorted by group together: what belongs to them stays in the caches next to a core meanwhile. */
    private static final int SORTED = 1 << 15;

    private final Path file;
    private final Manifest.Section section;
    private final int version;
    private final byte[] head;
    private final long @Nullable [] changed;
    private final boolean packed;
    private final List<List<Run>> runs = new ArrayList<>();

    /** Entries of one group that lie behind each other. */
    record Run(int count, long start, long length) {}

    /** Reads the end of it. */
    EntryLink(Path file, Manifest.Section section) throws IOException {
        this.file = file;
        this.section = section;
        long end;
        try (DataInputStream in = CheckedFile.read(file, section.offset() + section.length() - Long.BYTES)) {
            end = in.readLong();
        }
        int format = CheckedFile.formatOf(file);
        packed = format >= FIRST_PACKED_FORMAT;
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            runs.add(new ArrayList<>());
        }
        try (DataInputStream in = CheckedFile.read(file, section.offset() + end)) {
            version = in.readInt();
            head = new byte[format < FIRST_FORMAT_WITH_HEAD ? 0 : in.readInt()];
            in.readFully(head);
            changed = in.readBoolean() ? null : readMarks(in);
            readRuns(in, end);
        }
    }

    private void readRuns(DataInputStream in, long end) throws IOException {
        int left = in.readInt();
        int group = left == 0 ? 0 : in.readUnsignedByte();
        int count = left == 0 ? 0 : in.readInt();
        long start = left == 0 ? 0 : in.readLong();
        for (; left > 0; left--) {
            int nextGroup = left == 1 ? 0 : in.readUnsignedByte();
            int nextCount = left == 1 ? 0 : in.readInt();
            long next = left == 1 ? end : in.readLong();
            runs.get(group).add(new Run(count, start, next - start));
            group = nextGroup;
            count = nextCount;
            start = next;
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
        Index index = new Index();
        Scratch scratch = new Scratch();
        int entries = 0;
        for (int next = 0; next != GroupOrder.NONE; ) {
            GroupOrder order = frozen.next(changed, next, SORTED);
            entries += order.size();
            for (int group = 0; group < KeyGroups.COUNT; group++) {
                if (order.count(group) > 0) {
                    index.add(group, order.count(group), file.position() - from);
                    writeRun(frozen, order, group, scratch, out);
                }
            }
            next = order.end();
        }
        long end = file.position() - from;
        out.writeInt(frozen.version());
        out.writeInt(frozen.head().length);
        out.write(frozen.head());
        out.writeBoolean(changed == null);
        if (changed != null) {
            writeMarks(changed, out);
        }
        out.writeInt(index.runs);
        out.write(index.buffer, 0, index.filled);
        out.writeLong(end);
        return entries;
    }

    private static void writeRun(FrozenEntries frozen, GroupOrder order, int group, Scratch scratch, DataOutput out)
            throws IOException {
        for (int i = 0; i < order.count(group); i++) {
            int id = order.id(group, i);
            scratch.filled = 0;
            frozen.write(id, scratch);
            out.writeInt(id);
            out.writeInt(scratch.filled);
            out.write(scratch.buffer, 0, scratch.filled);
        }
    }

    /** An array that grows. */
    private static class Growing extends ArrayOutput {
        Growing() {
            super(1 << 8);
        }

        @Override
        final void makeRoom(int bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(filled + bytes, buffer.length * 2));
        }
    }

    /** Where runs begin. */
    private static final class Index extends Growing {
        private int runs;

        void add(int group, int count, long start) throws IOException {
            runs++;
            writeByte(group);
            writeInt(count);
            writeLong(start);
        }
    }

    /** One entry, of which the length must be known first. */
    private static final class Scratch extends Growing {
        @Override
        public void writeLong(long value) throws IOException {
            writePacked(value);
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
    static @Nullable EntryInput merged(List<EntryLink> links, long[][] newer, int group) throws IOException {
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
        InputStream entries = new BufferedInputStream(new MergedEntries(links, newer, group), BUFFER_BYTES);
        return new EntryInput(front.toByteArray(), new DataInputStream(entries), last.packed);
    }

    /** How many entries of a group are still right. */
    private int count(int group, long[] superseded) throws IOException {
        int right = 0;
        for (Run run : runs.get(group)) {
            right += superseded.length == 0 ? run.count() : count(run, superseded);
        }
        return right;
    }

    private int count(Run run, long[] superseded) throws IOException {
        int right = 0;
        try (DataInputStream in = entries(run)) {
            for (int i = 0; i < run.count(); i++) {
                right += Marks.has(superseded, in.readInt()) ? 0 : 1;
                in.skipNBytes(in.readInt());
            }
        }
        return right;
    }

    /** Where the entries of a group lie. */
    List<Run> runs(int group) {
        return runs.get(group);
    }

    /** The entries of a run, each behind its number and its length. */
    DataInputStream entries(Run run) throws IOException {
        return CheckedFile.read(file, section.offset() + run.start(), run.length());
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
