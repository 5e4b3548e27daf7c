package io.levada.engine.checkpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.data.Hashing;
import io.levada.engine.operator.FrozenEntries;
import io.levada.engine.operator.KeyGroups;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryLinkTest {
    private static final int FORMAT_AT = 8;

    @TempDir
    private Path directory;

    private final StateFiles files = new StateFiles();

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    /** An entry says its id, and numbers of all lengths. */
    private static long number(int id) {
        return Hashing.mix(id) >> id % 64;
    }

    private static FrozenEntries frozen(Records records) {
        return new FrozenEntries(0, 7, records, (id, out) -> {
            out.writeInt(id);
            out.writeLong(number(id));
            out.writeBoolean(true);
            out.writeLong(0);
            out.writeDouble(id / 3.0);
            out.writeLong(-id);
            out.writeUTF("of " + id);
        });
    }

    private static void readEntry(DataInput in, List<Integer> ids) throws IOException {
        int id = in.readInt();
        assertThat(in.readLong()).isEqualTo(number(id));
        assertThat(in.readBoolean()).isTrue();
        assertThat(in.readLong()).isZero();
        assertThat(in.readDouble()).isEqualTo(id / 3.0);
        assertThat(in.readLong()).isEqualTo(-id);
        assertThat(in.readUTF()).isEqualTo("of " + id);
        ids.add(id);
    }

    private EntryLink link(String name, FrozenEntries entries, long[] changed) throws IOException {
        Path path = directory.resolve(name);
        long length;
        try (CheckedWriter file = new CheckedWriter(path, CheckedFile.Kind.STATE)) {
            EntryLink.write(file, entries, changed);
            length = file.position();
            file.finish();
        }
        return new EntryLink(files.open(path), new Manifest.Section(1, Manifest.ENTRIES, 0, 0, length, 1));
    }

    /** Group by group; as it lies in the files, it must be the same. */
    private static Map<Integer, List<Integer>> read(List<EntryLink> links) throws IOException {
        EntryChain chain = new EntryChain(links);
        Map<Integer, List<Integer>> byGroup = new TreeMap<>();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            chain.takeGroup(group, new FileWindow(), (of, in, bytes) -> {
                assertThat(byGroup).doesNotContainKey(of);
                readPiece(in, byGroup.computeIfAbsent(of, g -> new ArrayList<>()));
            });
        }
        Map<Integer, List<Integer>> inOrder = new TreeMap<>();
        FileWindow window = new FileWindow();
        for (int half = 0; half < 2; half++) {
            int own = half;
            chain.takeInOrder(
                    group -> KeyGroups.worker(group, 2) == own,
                    window,
                    (group, in, bytes) -> readPiece(in, inOrder.computeIfAbsent(group, g -> new ArrayList<>())));
        }
        assertThat(inOrder).isEqualTo(byGroup);
        return byGroup;
    }

    private static void readPiece(DataInput in, List<Integer> ids) throws IOException {
        assertThat(in.readByte()).isEqualTo((byte) 7);
        for (int left = in.readInt(); left > 0; left--) {
            readEntry(in, ids);
        }
    }

    private static Records records(int count) {
        Records records = new Records(new RecordLayout());
        records.trackChanges();
        for (int i = 0; i < count; i++) {
            records.allocate(Hashing.mix(i));
        }
        return records;
    }

    /** More than are sorted by group at once, so that a group has several runs. */
    @Test
    void everyEntryComesBackOnceInItsGroup() throws IOException {
        Records records = records(100_000);
        records.free(70_000);
        EntryLink all = link("all", frozen(records), null);
        assertThat(all.runs(3)).hasSize(4);
        Map<Integer, List<Integer>> byGroup = read(List.of(all));
        assertThat(byGroup.values().stream().mapToInt(List::size).sum()).isEqualTo(99_999);
        byGroup.forEach((group, ids) -> assertThat(ids)
                .doesNotHaveDuplicates()
                .doesNotContain(70_000)
                .allMatch(id -> KeyGroups.ofHash(Hashing.mix(id)) == group));
    }

    @Test
    void aLaterLinkHasTheLastWord() throws IOException {
        Records records = records(100_000);
        EntryLink all = link("all", frozen(records), null);
        long[] changed = new long[100_000 / 64 + 1];
        for (int id = 5; id < 100_000; id += 2) {
            changed[id >> 6] |= 1L << id;
        }
        records.free(7);
        records.free(99_999);
        EntryLink some = link("some", frozen(records), changed);
        Map<Integer, List<Integer>> byGroup = read(List.of(all, some));
        List<Integer> ids = byGroup.values().stream().flatMap(List::stream).toList();
        assertThat(ids).hasSize(99_998).doesNotHaveDuplicates().doesNotContain(7, 99_999);
    }

    /** As programs before this one wrote them: each number in eight bytes. */
    @Test
    void entriesOfFormat2AreRead() throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(payload)) {
            for (int id = 1; id <= 2; id++) {
                ByteArrayOutputStream entry = new ByteArrayOutputStream();
                frozen(records(3)).write(id, new DataOutputStream(entry));
                out.writeInt(id);
                out.writeInt(entry.size());
                entry.writeTo(out);
            }
            long end = out.size();
            out.writeInt(7);
            out.writeInt(0);
            out.writeBoolean(true);
            out.writeInt(1);
            out.writeByte(9);
            out.writeInt(2);
            out.writeLong(0);
            out.writeLong(end);
        }
        byte[] file = CheckedFile.of(CheckedFile.Kind.STATE, payload.toByteArray());
        ByteBuffer.wrap(file).putInt(FORMAT_AT, 2);
        Path path = directory.resolve("old");
        Files.write(path, file);
        EntryLink link =
                new EntryLink(files.open(path), new Manifest.Section(1, Manifest.ENTRIES, 0, 0, payload.size(), 1));
        assertThat(read(List.of(link))).isEqualTo(Map.of(9, List.of(1, 2)));
    }

    /** Each entry is its number, again and again, in up to half a megabyte: longer than what is read at once. */
    @Test
    void entriesAreAsLongAsTheyWere() throws IOException {
        Records records = records(40);
        FrozenEntries entries = new FrozenEntries(0, 7, records, (id, out) -> {
            out.writeInt(id);
            out.write(filled(id));
        });
        EntryLink all = link("all", entries, null);
        EntryLink some = link("some", entries, new long[] {0b1010_1010L << 30});
        EntryChain chain = new EntryChain(List.of(all, some));
        List<Integer> ids = new ArrayList<>();
        EntryChain.Taker taker = (group, in, bytes) -> {
            in.readByte();
            for (int left = in.readInt(); left > 0; left--) {
                int id = in.readInt();
                byte[] value = new byte[filled(id).length];
                in.readFully(value);
                assertThat(value).isEqualTo(filled(id));
                ids.add(id);
            }
        };
        chain.takeInOrder(group -> true, new FileWindow(), taker);
        assertThat(ids).hasSize(40).doesNotHaveDuplicates();
        ids.clear();
        FileWindow window = new FileWindow();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            chain.takeGroup(group, window, taker);
        }
        assertThat(ids).hasSize(40).doesNotHaveDuplicates();
    }

    private static byte[] filled(int id) {
        byte[] bytes = new byte[id * id * 300];
        Arrays.fill(bytes, (byte) id);
        return bytes;
    }

    /** What an entry doesn't hold isn't taken from the next one. */
    @Test
    void nobodyReadsBeyondAnEntry() throws IOException {
        Records records = new Records(new RecordLayout());
        records.allocate(0);
        records.allocate(0);
        EntryChain chain = new EntryChain(List.of(link("all", frozen(records), null)));
        EntryChain.Taker taker = (group, in, bytes) -> {
            in.readByte();
            assertThat(in.readInt()).isEqualTo(2);
            readEntryButForItsText(in);
            assertThatThrownBy(() -> in.readFully(new byte[8])).isInstanceOf(EOFException.class);
            assertThat(in.readUTF()).isEqualTo("of 0");
            readEntry(in, new ArrayList<>());
            assertThatThrownBy(in::readByte).isInstanceOf(EOFException.class);
            assertThatThrownBy(in::readLong).isInstanceOf(EOFException.class);
        };
        chain.takeGroup(0, new FileWindow(), taker);
    }

    private static void readEntryButForItsText(DataInput in) throws IOException {
        in.readInt();
        in.readLong();
        in.readBoolean();
        in.readLong();
        in.readDouble();
        in.readLong();
    }

    @Test
    void aWorkerOpensAFileOnce() throws IOException {
        Path path = directory.resolve("all");
        link("all", frozen(records(3)), null);
        assertThat(files.open(path)).isSameAs(files.open(path));
    }
}
