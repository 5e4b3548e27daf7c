package io.levada.engine.checkpoint.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Hashing;
import io.levada.engine.operator.FrozenEntries;
import io.levada.engine.operator.KeyGroups;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryLinkTest {
    private static final int FORMAT_AT = 8;

    @TempDir
    private Path directory;

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
        return new EntryLink(path, new Manifest.Section(1, Manifest.ENTRIES, 0, 0, length, 1));
    }

    private static Map<Integer, List<Integer>> read(List<EntryLink> links) throws IOException {
        Map<Integer, List<Integer>> byGroup = new HashMap<>();
        long[][] newer = EntryLink.newer(links);
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            try (EntryInput in = EntryLink.merged(links, newer, group)) {
                if (in == null) {
                    continue;
                }
                assertThat(in.readByte()).isEqualTo((byte) 7);
                List<Integer> ids = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    readEntry(in, ids);
                }
                byGroup.put(group, ids);
            }
        }
        return byGroup;
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
        EntryLink link = new EntryLink(path, new Manifest.Section(1, Manifest.ENTRIES, 0, 0, payload.size(), 1));
        assertThat(read(List.of(link))).isEqualTo(Map.of(9, List.of(1, 2)));
    }
}
