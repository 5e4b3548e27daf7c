package io.levada.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levada.core.data.Bytes;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillTest {
    private static final int PAGES = 40;
    private static final int RECORDS = PAGES * Records.PAGE_SIZE;

    @TempDir
    private Path root;

    private SpillDirectory directory;
    private StateMemory memory;
    private RecordField text;
    private Records records;
    private int word;

    @BeforeEach
    void makeRecords() {
        directory = new SpillDirectory(root.resolve("spill"));
        memory = new StateMemory(directory);
        RecordLayout layout = memory.building(RecordLayout::new);
        text = RecordField.create(layout, DataType.STRING);
        word = layout.addWords(1);
        records = new Records(layout);
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    private void set(int id, String value, long number) {
        Column column = Column.create(DataType.STRING, 1);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        ((BytesColumn) column).append(bytes, 0, bytes.length);
        text.store(records, id, column, 0);
        records.setWord(id, word, number);
    }

    private String get(Records from, int id) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.write(from, id, new DataOutputStream(bytes));
        return bytes.toString(StandardCharsets.UTF_8).substring(1 + Integer.BYTES);
    }

    private void fill() {
        for (int i = 0; i < RECORDS; i++) {
            set(records.allocate(i), "the text of record " + i, i);
        }
    }

    @Test
    void copiesKeepWhatTheyWereWhileTheRecordsGoOnBetweenMemoryAndDisk() throws IOException {
        Random random = new Random(7);
        fill();
        Map<Integer, Long> numbers = new HashMap<>();
        for (int i = 0; i < RECORDS; i++) {
            numbers.put(i, (long) i);
        }
        List<Records> copies = new ArrayList<>();
        List<Map<Integer, Long>> meant = new ArrayList<>();
        for (int round = 0; round < 200; round++) {
            for (int change = 0; change < 60; change++) {
                int id = random.nextInt(RECORDS);
                long number = random.nextLong(1_000_000);
                set(id, "changed to " + number + " at length".repeat(random.nextInt(4)), number);
                numbers.put(id, number);
            }
            if (random.nextInt(4) == 0) {
                copies.add(records.freeze());
                meant.add(new HashMap<>(numbers));
            }
            memory.makeRoom(random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextInt(60_000), 1L << 40);
            if (copies.size() == 3) {
                check(copies.removeFirst(), meant.removeFirst());
            }
            records.compactArena();
        }
        for (int i = 0; i < copies.size(); i++) {
            check(copies.get(i), meant.get(i));
        }
        check(records.freeze(), numbers);
        assertThat(memory.spilledBytes()).isPositive();
    }

    private void check(Records copy, Map<Integer, Long> meant) throws IOException {
        for (int id = 0; id < RECORDS; id++) {
            assertThat(copy.word(id, word)).isEqualTo(meant.get(id));
            assertThat(get(copy, id)).contains(" " + meant.get(id));
        }
        copy.release();
    }

    @Test
    void memoryIsGivenBackAndTakenAgain() {
        fill();
        long all = records.memoryBytes();
        assertThat(memory.makeRoom(Long.MAX_VALUE, 1L << 40)).isGreaterThan(all * 3 / 4);
        assertThat(records.memoryBytes()).isLessThan(all / 10);
        assertThat(memory.spilledBytes()).isBetween(all / 2, all * 3 / 2);
        int[] ids = new int[RECORDS];
        for (int id = 0; id < RECORDS; id++) {
            ids[id] = id;
        }
        assertThat(Arrays.asList(records.readable(ids, 0, RECORDS)).subList(0, PAGES))
                .doesNotContainNull();
        assertThat(records.memoryBytes()).isBetween(all * 9 / 10, all * 11 / 10);
        assertThat(memory.spilledBytes()).isZero();
    }

    @Test
    void textsThatWereSharedWithABatchOrRepeatedGoAndComeBack() throws IOException {
        BytesColumn batch = new BytesColumn(RECORDS);
        int[] ids = new int[RECORDS];
        int[] rows = new int[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            batch.append(Bytes.of("the text of record " + i));
            rows[i] = i;
            ids[i] = records.allocate(i);
        }
        text.store(records, ids, rows, RECORDS, batch);
        assertThat(records.arena().memoryBytes()).isEqualTo(batch.data().length);
        for (int i = 0; i < RECORDS; i++) {
            rows[i] = i % 10;
        }
        for (int i = 0; i < 2; i++) {
            text.store(records, new int[] {records.allocate(i)}, rows, 1, batch);
        }
        BytesColumn stored = new BytesColumn(RECORDS);
        text.load(records, ids, 0, RECORDS, stored);
        RecordLayout layout = memory.building(RecordLayout::new);
        RecordField repeated = RecordField.create(layout, DataType.STRING);
        Records others = new Records(layout);
        BytesColumn few = new BytesColumn(RECORDS);
        few.appendFrom(stored, rows, RECORDS);
        int[] otherIds = new int[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            otherIds[i] = others.allocate(i);
        }
        repeated.store(others, otherIds, rows, RECORDS, few);
        Records copy = others.freeze();

        memory.makeRoom(Long.MAX_VALUE, 1L << 40);
        assertThat(records.arena().memoryBytes()).isLessThan(1000);
        assertThat(others.isOnDisk(0)).isTrue();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < RECORDS; i++) {
                assertThat(text.equalAt(records, ids[i], batch, i)).isTrue();
                assertThat(repeated.equalAt(others, otherIds[i], batch, rows[i]))
                        .isTrue();
                assertThat(repeated.equalAt(copy, otherIds[i], batch, rows[i])).isTrue();
                assertThat(stored.equalAt(i, batch, i)).isTrue();
            }
            memory.makeRoom(Long.MAX_VALUE, 1L << 40);
        }
        for (int id : otherIds) {
            repeated.clear(others, id);
        }
        others.arena().dropEmpty();
        assertThat(others.arena().memoryBytes()).isLessThan(1000);
        copy.release();
    }

    @Test
    void whatIsUsedStaysInMemory() {
        fill();
        int used = 5 * Records.PAGE_SIZE;
        for (int i = 0; i < 4 * PAGES; i++) {
            memory.makeRoom(1, 1L << 40);
            assertThat(records.word(used, word)).isEqualTo(used);
            assertThat(records.isOnDisk(used)).isFalse();
        }
        assertThat(records.isOnDisk(6 * Records.PAGE_SIZE)).isTrue();
    }

    @Test
    void slotsStayWhileTheyLeaveRoomAndWorkAsWellOnDisk() {
        fill();
        HashSlots slots = new HashSlots(records, 64);
        for (int i = 1; i <= 40; i++) {
            slots.place((long) (i * 31) << 32 | i);
        }
        memory.makeRoom(1, 1L << 40);
        assertThat(slots.memoryBytes()).isEqualTo(64 * 8);
        memory.makeRoom(Long.MAX_VALUE, 0);
        assertThat(slots.memoryBytes()).isZero();
        assertThat(slots.array()).isNull();
        slots.resize(1 << 12);
        int found = 0;
        for (int slot = 0; slot < slots.length(); slot++) {
            found += slots.get(slot) == 0 ? 0 : 1;
        }
        assertThat(found).isEqualTo(40);
        assertThat((int) slots.get(31 * 7)).isEqualTo(7);
        slots.remove(31 * 7);
        assertThat(slots.get(31 * 7)).isZero();
    }

    @Test
    void placesInAFileAreUsedAgain() throws IOException {
        try (SpillFile file = directory.open()) {
            long first = file.write(ByteBuffer.wrap(new byte[1000]));
            long second = file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertThat(second).isNotEqualTo(first);
            file.free(first);
            byte[] bytes = new byte[900];
            bytes[899] = 9;
            assertThat(file.write(ByteBuffer.wrap(bytes))).isEqualTo(first);
            assertThat(file.read(first).get(899)).isEqualTo((byte) 9);
            assertThat(file.read(second).get(2)).isEqualTo((byte) 3);
        }
    }

    @Test
    void aFullDiskIsNamedWithWhatToDo() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "skipped: there is no /dev/full here");
        try (SpillFile file = new SpillFile(full, FileChannel.open(full, StandardOpenOption.WRITE))) {
            assertThatThrownBy(() -> file.write(ByteBuffer.wrap(new byte[1000])))
                    .asInstanceOf(InstanceOfAssertFactories.type(LevadaException.class))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE))
                    .satisfies(
                            e -> assertThat(e.message()).contains("/dev/full").contains("No space left"))
                    .satisfies(e ->
                            assertThat(e.hint()).contains("make space there").contains("-Xmx"));
        }
    }

    @Test
    void aFolderThatCantBeMadeIsNamed() throws IOException {
        Files.writeString(root.resolve("file"), "");
        SpillDirectory inFile = new SpillDirectory(root.resolve("file"));
        assertThatThrownBy(inFile::open)
                .asInstanceOf(InstanceOfAssertFactories.type(LevadaException.class))
                .satisfies(e ->
                        assertThat(e.message()).contains(root.resolve("file").toString()));
    }

    @Test
    void nothingIsLeftOfAProcessThatWasKilled() throws IOException {
        Path folder = Files.createDirectories(root.resolve("spill"));
        long gone = 99_999_999;
        Files.writeString(folder.resolve("levada-spill-" + gone + "-1"), "left");
        Path other = folder.resolve("levada-spill-" + ProcessHandle.current().pid() + "-1");
        Files.writeString(other, "in use");
        directory.open();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(other);
        }
    }
}
