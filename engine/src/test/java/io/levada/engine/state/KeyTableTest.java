package io.levada.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Boxed;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.type.DataType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTableTest {
    private final RecordLayout layout = new RecordLayout();
    private final RecordField[] keys = KeyTable.keyFields(layout, List.of(DataType.BIGINT, DataType.STRING));
    private final int counter = layout.addWords(1);
    private final Records records = new Records(layout);
    private final KeyTable table = new KeyTable(records, keys, new KeyTable.Buffers());

    private static Column[] columns(List<Object> longs, List<Object> strings) {
        LongColumn first = new LongColumn(4);
        BytesColumn second = new BytesColumn(4);
        longs.forEach(value -> Boxed.append(first, DataType.BIGINT, value));
        strings.forEach(value -> Boxed.append(second, DataType.STRING, value));
        return new Column[] {first, second};
    }

    private int[] lookup(Column[] columns, LongUnaryOperator hash) {
        int rows = columns[0].size();
        long[] hashes = new long[rows];
        for (int row = 0; row < rows; row++) {
            hashes[row] = hash.applyAsLong(columns[0].hash(row) * 31 + columns[1].hash(row));
        }
        int[] numbers = new int[rows];
        Arrays.setAll(numbers, i -> i);
        int[] ids = new int[rows];
        table.lookupOrInsert(columns, hashes, numbers, rows, ids);
        return ids;
    }

    @Test
    void equalKeysAreOneRecordAndNullIsAKey() {
        Column[] columns = columns(
                Arrays.asList(1L, null, 1L, null, 1L, 0L), Arrays.asList("a", "a", "a", "a", "much longer", "a"));
        int[] ids = lookup(columns, h -> h);
        assertThat(ids[2]).isEqualTo(ids[0]);
        assertThat(ids[3]).isEqualTo(ids[1]);
        assertThat(Arrays.stream(ids).distinct().count()).isEqualTo(4);
        assertThat(table.size()).isEqualTo(4);
        LongColumn loaded = new LongColumn(4);
        keys[0].load(records, ids, 0, 6, loaded);
        for (int row = 0; row < 6; row++) {
            assertThat(loaded.equalAt(row, columns[0], row)).isTrue();
        }
    }

    /** With all hashes, or all their halves, equal, only the keys themselves tell keys apart. */
    @ParameterizedTest
    @ValueSource(longs = {0L, 0xFFFF_FFFF_0000_0000L, 0x3L, -1L})
    void agreesWithAMapThroughInsertsAndRemovals(long hashMask) {
        Random random = new Random(hashMask);
        Map<List<Object>, Integer> model = new HashMap<>();
        for (int round = 0; round < 60; round++) {
            List<Object> longs = new java.util.ArrayList<>();
            List<Object> strings = new java.util.ArrayList<>();
            for (int i = 0; i < 20; i++) {
                longs.add(random.nextInt(9) == 0 ? null : (Object) (long) random.nextInt(20));
                strings.add(random.nextInt(9) == 0 ? null : "s".repeat(random.nextInt(12)));
            }
            int[] ids = lookup(columns(longs, strings), h -> h & hashMask);
            for (int i = 0; i < ids.length; i++) {
                List<Object> key = Arrays.asList(longs.get(i), strings.get(i));
                Integer known = model.put(key, ids[i]);
                if (known != null) {
                    assertThat(ids[i]).as("%s", key).isEqualTo(known);
                }
            }
            assertThat(model.values()).doesNotHaveDuplicates();
            List<Integer> gone = new java.util.ArrayList<>();
            for (List<Object> key : List.copyOf(model.keySet())) {
                if (random.nextInt(3) == 0) {
                    gone.add(model.remove(key));
                }
            }
            if (round % 2 == 0) {
                gone.forEach(table::remove);
            } else {
                table.removeAll(gone.stream().mapToInt(id -> id).toArray(), gone.size());
            }
            assertThat(table.size()).isEqualTo(model.size());
            assertThat(records.size()).isEqualTo(model.size());
        }
    }

    @Test
    void aFrozenCopyStaysAsItWasWhileTheTableGoesOn() {
        Random random = new Random(5);
        LongColumn many = new LongColumn(4);
        BytesColumn names = new BytesColumn(4);
        for (int i = 0; i < 3000; i++) {
            many.append(i);
            Boxed.append(names, DataType.STRING, "a name that isn't short " + i);
        }
        int[] ids = lookup(new Column[] {many, names}, h -> h);
        for (int id : ids) {
            records.setWord(id, counter, id);
        }
        Records frozen = records.freeze();
        for (int i = 0; i < 500; i++) {
            records.setWord(ids[random.nextInt(1500)], counter, -1);
        }
        for (int i = 1500; i < 3000; i++) {
            table.remove(ids[i]);
        }
        lookup(columns(List.of(-1L, -2L), List.of("another name", "x")), h -> h);
        BytesColumn before = new BytesColumn(4);
        keys[1].load(frozen, ids, 0, 3000, before);
        for (int i = 0; i < 3000; i++) {
            assertThat(frozen.word(ids[i], counter)).isEqualTo(ids[i]);
            assertThat(frozen.isLive(ids[i])).isTrue();
            assertThat(before.equalAt(i, names, i)).isTrue();
        }
        Records second = records.freeze();
        frozen.release();
        records.setWord(ids[0], counter, 77);
        assertThat(second.word(ids[0], counter)).isNotEqualTo(77);
        second.release();
        records.setWord(ids[1], counter, 78);
        records.writable(ids, 1500);
        assertThat(records.word(ids[1], counter)).isEqualTo(78);
    }

    @Test
    void valuesThatAreReplacedDontFillTheArena() {
        String filler = "x".repeat(1000);
        for (int i = 0; i < 20_000; i++) {
            Column[] columns = columns(List.of((long) i), List.of(filler + i));
            int[] ids = lookup(columns, h -> h);
            if (i > 10) {
                table.remove(ids[0]);
            }
            records.compactArena();
        }
        assertThat(records.memoryBytes()).isLessThan(4 << 20);
        assertThat(table.size()).isEqualTo(11);
        int[] ids = lookup(columns(List.of(3L), List.of(filler + 3)), h -> h);
        assertThat(table.size()).isEqualTo(11);
        assertThat(records.isLive(ids[0])).isTrue();
    }

    @Test
    void keysAreWrittenAndRead() throws IOException {
        int[] ids = lookup(columns(Arrays.asList(7L, null), Arrays.asList(null, "longer than seven")), h -> h);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Records frozen = records.freeze();
        for (int id : ids) {
            KeyTable.writeKey(frozen, keys, id, new DataOutputStream(bytes));
        }
        Records others = new Records(layout);
        KeyTable copy = new KeyTable(others, keys, new KeyTable.Buffers());
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        int[] read = {copy.readKey(in), copy.readKey(in)};
        Column[] columns = columns(Arrays.asList(7L, null), Arrays.asList(null, "longer than seven"));
        for (int i = 0; i < 2; i++) {
            assertThat(copy.find(columns, records.hash(ids[i]), i)).isEqualTo(read[i]);
        }
    }

    /** Many at once, among them keys with the same hash, and more than the table has slots for. */
    @Test
    void recordsThatWereReadAreFoundWhenTheyAreIndexed() throws IOException {
        KeyTable restored = new KeyTable(new Records(layout), keys, new KeyTable.Buffers());
        List<Object> longs = new ArrayList<>();
        List<Object> strings = new ArrayList<>();
        for (long i = 0; i < 5000; i++) {
            longs.add(i);
            strings.add("key " + i);
        }
        Column[] columns = columns(longs, strings);
        int[] ids = lookup(columns, h -> h % 700);
        int[] read = new int[300];
        for (int from = 0; from < ids.length; from += read.length) {
            int count = Math.min(read.length, ids.length - from);
            for (int i = 0; i < count; i++) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                KeyTable.writeKey(records, keys, ids[from + i], new DataOutputStream(bytes));
                read[i] = restored.readRecord(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
                assertThat(restored.find(columns, records.hash(ids[from + i]), from + i))
                        .isEqualTo(-1);
            }
            restored.index(read, count);
        }
        assertThat(restored.size()).isEqualTo(5000);
        for (int i = 0; i < ids.length; i++) {
            int id = restored.find(columns, records.hash(ids[i]), i);
            assertThat(id).isEqualTo(i);
        }
    }

    /** As large as it would have become, and no larger than it may be. */
    @Test
    void roomIsMadeForExpectedKeys() {
        KeyTable grown = new KeyTable(new Records(layout), keys, new KeyTable.Buffers());
        for (int i = 0; i < 10_000; i++) {
            grown.insert(i);
        }
        KeyTable expecting = new KeyTable(new Records(layout), keys, new KeyTable.Buffers());
        long small = expecting.memoryBytes();
        long slots = grown.memoryBytes() - grown.records().memoryBytes();
        expecting.expect(10_000, slots - 1);
        assertThat(expecting.memoryBytes()).isEqualTo(small);
        expecting.expect(10_000, slots);
        assertThat(expecting.memoryBytes() - expecting.records().memoryBytes()).isEqualTo(slots);
        expecting.insert(7);
        expecting.expect(100, Long.MAX_VALUE);
        assertThat(expecting.memoryBytes() - expecting.records().memoryBytes()).isEqualTo(slots);
    }
}
