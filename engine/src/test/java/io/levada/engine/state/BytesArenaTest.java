package io.levada.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Bytes;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.BytesWord;
import io.levada.core.type.DataType;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BytesArenaTest {
    private static final int ROWS = 1000;
    private static final int[] ALL = IntStream.range(0, ROWS).toArray();

    private final RecordLayout layout = new RecordLayout();
    private final RecordField field = RecordField.create(layout, DataType.STRING);
    private final Records records = new Records(layout);

    /** Of all lengths about the seven bytes that fit a word; some NULL. */
    private static String text(int row) {
        return "value number ".substring(0, row % 14) + row;
    }

    private static BytesColumn written() {
        BytesColumn column = new BytesColumn(ROWS);
        for (int row = 0; row < ROWS; row++) {
            if (row % 10 == 3) {
                column.appendNull();
            } else {
                column.append(Bytes.of(text(row)));
            }
        }
        return column;
    }

    private static BytesColumn gathered(BytesColumn source) {
        BytesColumn column = new BytesColumn(ROWS);
        column.appendFrom(source, ALL, ROWS);
        return column;
    }

    private int[] store(Records into, BytesColumn column) {
        int[] ids = new int[ROWS];
        Arrays.setAll(ids, i -> into.allocate(0));
        field.store(into, ids, ALL, ROWS, column);
        return ids;
    }

    private BytesColumn load(Records from, int[] ids) {
        BytesColumn column = new BytesColumn(ROWS);
        field.load(from, ids, 0, ROWS, column);
        return column;
    }

    private void assertHolds(Records in, int[] ids, BytesColumn expected) {
        BytesColumn loaded = load(in, ids);
        boolean[] differs = new boolean[ROWS];
        field.compare(in, ids, ALL, ROWS, expected, differs);
        for (int row = 0; row < ROWS; row++) {
            assertThat(loaded.equalAt(row, expected, row)).isTrue();
            assertThat(field.equalAt(in, ids[row], expected, row)).isTrue();
            assertThat(field.equalAt(in, ids[row], expected, (row + 1) % ROWS)).isFalse();
            assertThat(differs[row]).isFalse();
        }
    }

    @Test
    void takesTheArrayOfAWholeBatchAsItIs() {
        BytesColumn source = written();
        int[] ids = store(records, source);

        assertHolds(records, ids, source);
        assertHolds(records, ids, gathered(source));
        assertThat(Arrays.stream(load(records, ids).buffers()).anyMatch(buffer -> buffer == source.data()))
                .isTrue();
        assertThat(records.arena().memoryBytes()).isEqualTo(source.data().length);

        int[] others = store(records, gathered(source));
        assertHolds(records, others, source);
        assertThat(records.arena().memoryBytes()).isEqualTo(source.data().length);
    }

    @Test
    void copiesAFewValuesOfALargeBatch() {
        BytesColumn source = written();
        int[] ids = {records.allocate(0), records.allocate(0)};
        field.store(records, ids, new int[] {13, 14}, 2, gathered(source));

        assertThat(field.equalAt(records, ids[1], source, 14)).isTrue();
        assertThat(Arrays.stream(load(records, new int[ROWS]).buffers()).anyMatch(buffer -> buffer == source.data()))
                .isFalse();
        assertThat(records.arena().memoryBytes()).isLessThan(source.data().length / 4);
    }

    @Test
    void keepsWhatOtherStateRepeatsOnce() {
        Records others = new Records(layout);
        BytesColumn copied = new BytesColumn(ROWS);
        for (int row : ALL) {
            others.arena().store(written(), row);
            copied.append(Bytes.of("the same longer text " + row % 5));
        }
        int[] ids = new int[ROWS];
        Arrays.setAll(ids, i -> others.allocate(0));
        field.store(others, Arrays.copyOf(ids, 5), ALL, 5, copied);
        int[] repeated = Arrays.stream(ALL).map(row -> ids[row % 5]).toArray();

        int[] stored = store(records, load(others, repeated));

        assertHoldsAny(stored, copied);
        assertThat(records.arena().memoryBytes()).isLessThan(1000);
        for (int id : stored) {
            field.clear(records, id);
        }
        assertThat(records.arena().memoryBytes()).isLessThan(1000);
    }

    private void assertHoldsAny(int[] ids, BytesColumn expected) {
        for (int row : ALL) {
            assertThat(field.equalAt(records, ids[row], expected, row)).isTrue();
        }
    }

    @Test
    void columnsKeepWhatTheyLoadedWhenTheStateIsCompacted() {
        BytesColumn large = new BytesColumn(ROWS);
        for (int row : ALL) {
            large.append(Bytes.of("x".repeat(3000) + row));
        }
        int[] ids = store(records, large);
        BytesColumn before = load(records, ids);
        for (int row = 100; row < ROWS; row++) {
            field.clear(records, ids[row]);
        }
        long full = records.arena().memoryBytes();
        records.compactArena();

        assertThat(records.arena().memoryBytes()).isLessThan(full / 5);
        for (int row : ALL) {
            assertThat(before.equalAt(row, large, row)).isTrue();
            assertThat(field.isNull(records, ids[row])).isEqualTo(row >= 100);
            assertThat(field.equalAt(records, ids[row], large, row)).isEqualTo(row < 100);
        }
    }

    @Test
    void columnsKeepWhatTheyLoadedWhenChunksAreGivenBackAndTheirNumbersUsedAgain() {
        BytesColumn first = new BytesColumn(ROWS);
        BytesColumn second = new BytesColumn(ROWS);
        int[] ids = new int[ROWS];
        for (int row : ALL) {
            first.append(Bytes.of("x".repeat(3000) + row));
            second.append(Bytes.of("y".repeat(3000) + row));
            ids[row] = records.allocate(0);
            field.store(records, ids[row], first, row);
        }
        BytesColumn before = load(records, ids);
        Records frozen = records.freeze();
        long full = records.arena().memoryBytes();
        for (int row : ALL) {
            field.clear(records, ids[row]);
        }
        assertThat(records.arena().memoryBytes()).isLessThan(full / 5);
        for (int row : ALL) {
            field.store(records, ids[row], second, row);
        }

        assertThat(records.arena().memoryBytes()).isLessThan(full * 6 / 5);
        assertHolds(records, ids, second);
        for (int row : ALL) {
            assertThat(before.equalAt(row, first, row)).isTrue();
            assertThat(field.equalAt(frozen, ids[row], first, row)).isTrue();
        }
        frozen.release();
    }

    @Test
    void veryLongValuesHaveBuffersOfTheirOwn() {
        BytesColumn source = new BytesColumn(3);
        for (int extra = -1; extra <= 1; extra++) {
            source.append(Bytes.of("y".repeat(BytesWord.MAX_LENGTH + extra)));
        }
        int[] ids = {records.allocate(0), records.allocate(0), records.allocate(0)};
        field.store(records, ids, ALL, 3, source);
        BytesColumn loaded = new BytesColumn(3);
        field.load(records, ids, 0, 3, loaded);
        for (int row = 0; row < 3; row++) {
            assertThat(loaded.length(row)).isEqualTo(BytesWord.MAX_LENGTH - 1 + row);
            assertThat(loaded.equalAt(row, source, row)).isTrue();
            assertThat(field.equalAt(records, ids[row], source, row)).isTrue();
        }
    }
}
