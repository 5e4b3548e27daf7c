package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.type.DataType;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchKeysTest {
    private static final Bytes DAY = Bytes.of("2024-02-29");

    private final RecordLayout layout = new RecordLayout();
    private final RecordField[] fields = KeyTable.keyFields(layout, List.of(DataType.BIGINT, DataType.STRING));
    private final KeyTable table = new KeyTable(new Records(layout), fields, new KeyTable.Buffers());
    private final BatchKeys keys = new BatchKeys();

    /** With few hashes, different keys have one: such a batch must be looked up row by row. */
    @ParameterizedTest
    @CsvSource({"10, 64, false", "10, 64, true", "5000, 64, false", "50, 3, false", "50, 3, true"})
    void eachKeyHasItsOwnRecordInEveryBatch(int keyCount, int hashBits, boolean uniform) {
        Random random = new Random(7);
        Map<List<Object>, Integer> expected = new HashMap<>();
        for (int batch = 0; batch < 200; batch++) {
            int rowCount = 1 + random.nextInt(100);
            Column[] columns = {Column.create(DataType.BIGINT, 4), new BytesColumn(4)};
            for (int row = 0; row < rowCount; row++) {
                int key = random.nextInt(keyCount);
                Boxed.append(columns[0], DataType.BIGINT, key % 11 == 7 ? null : (Object) (long) key);
                Bytes text = uniform ? DAY : Bytes.of(key % 3 == 0 ? "a" : "some longer text");
                ((BytesColumn) columns[1]).append(text);
            }
            assertThat(((BytesColumn) columns[1]).isUniform()).isEqualTo(uniform || rowCount == 1);
            long[] hashes = new long[rowCount];
            for (int row = 0; row < rowCount; row++) {
                hashes[row] = (columns[0].hash(row) * 31 + columns[1].hash(row)) >>> 64 - hashBits;
            }
            int[] rows = IntStream.range(0, rowCount).filter(r -> r % 5 != 3).toArray();
            int[] ids = new int[rowCount];
            keys.lookup(table, columns, hashes, rows, rows.length, ids);

            assertThat(Arrays.stream(keys.ids(), 0, keys.count()).distinct().toArray())
                    .isEqualTo(Arrays.stream(ids, 0, rows.length).distinct().toArray());
            for (int i = 0; i < rows.length; i++) {
                List<Object> key = Arrays.asList(
                        Boxed.get(columns[0], DataType.BIGINT, rows[i]),
                        Boxed.get(columns[1], DataType.STRING, rows[i]));
                assertThat(expected.computeIfAbsent(key, k -> -1)).isIn(-1, ids[i]);
                expected.put(key, ids[i]);
            }
        }
        assertThat(expected.values()).doesNotHaveDuplicates();
        assertThat(table.size()).isEqualTo(expected.size());
    }
}
