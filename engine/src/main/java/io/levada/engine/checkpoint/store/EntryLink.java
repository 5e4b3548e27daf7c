package io.levada.engine.checkpoint.store;

import io.levada.engine.checkpoint.store.StateFiles.StateFile;
import io.levada.engine.operator.FrozenEntries;
import io.levada.engine.operator.GroupOrder;
import io.levada.engine.operator.KeyGroups;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    static final int FIRST_PACKED_FORMAT = 3;
    /** Entries that are sorted by group together: what belongs to them stays in the caches next to a core meanwhile. */
    private static final int SORTED = 1 << 15;

    private final StateFile file;
    private final int version;
    private final byte[] head;
    private final long @Nullable [] changed;
    /** In the order of the file. */
    private final List<Run> runs = new ArrayList<>();

    private final List<List<Run>> byGroup = new ArrayList<>();

    /** Entries of one group that lie behind each other; where, counts from the file's beginning. */
    record Run(int group, int count, long start, long end) {}

    /** Reads the end of it. */
    EntryLink(StateFile file, Manifest.Section section) throws IOException {
        this.file = file;
        long length = section.length() - Long.BYTES;
        long end = ByteBuffer.wrap(file.read(section.offset() + length, Long.BYTES))
                .getLong();
        ByteBuffer in = ByteBuffer.wrap(file.read(section.offset() + end, length - end));
        version = in.getInt();
        head = new byte[file.format() < FIRST_FORMAT_WITH_HEAD ? 0 : in.getInt()];
        in.get(head);
        changed = in.get() != 0 ? null : readMarks(in);
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            byGroup.add(new ArrayList<>());
        }
        readRuns(in, section.offset(), section.offset() + end);
    }

    private void readRuns(ByteBuffer in, long from, long end) {
        int left = in.getInt();
        int group = left == 0 ? 0 : in.get();
        int count = left == 0 ? 0 : in.getInt();
        long start = left == 0 ? 0 : from + in.getLong();
        for (; left > 0; left--) {
            int nextGroup = left == 1 ? 0 : in.get();
            int nextCount = left == 1 ? 0 : in.getInt();
            long next = left == 1 ? end : from + in.getLong();
            Run run = new Run(group, count, start, next);
            runs.add(run);
            byGroup.get(group).add(run);
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

    private static long[] readMarks(ByteBuffer in) {
        long[] marks = new long[in.getInt()];
        for (int words = in.getInt(); words > 0; words--) {
            int at = in.getInt();
            marks[at] = in.getLong();
        }
        return marks;
    }

    StateFile file() {
        return file;
    }

    int version() {
        return version;
    }

    /** What stands in front of the entries of a group. */
    byte[] head() {
        return head;
    }

    /** The numbers that it knows; null when it knows all: it is the first of its chain. */
    long @Nullable [] changed() {
        return changed;
    }

    /** All runs in the order of the file. */
    List<Run> runs() {
        return runs;
    }

    /** Where the entries of a group lie. */
    List<Run> runs(int group) {
        return byGroup.get(group);
    }

    /** Whether it is the first of its chain. */
    boolean isFirst() {
        return changed == null;
    }
}
