package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchGroupsTest {
    private final BatchGroups groups = new BatchGroups();

    private int number(long[]... values) {
        int rows = values[0].length;
        Column[] columns =
                Arrays.stream(values).map(each -> new LongColumn(each, rows)).toArray(Column[]::new);
        long[] hashes = new long[rows];
        KeyHashes.hash(
                Batch.inserts(rows, columns), IntStream.range(0, columns.length).toArray(), hashes);
        return groups.number(columns, () -> hashes, rows);
    }

    /** Keys come and go: a few of the batch before are new in each, and now and then all of them. */
    @ParameterizedTest
    @CsvSource({"40, 1, 3", "40, 1, 1", "2000, 30, 700", "2000, 0, 700", "9000, 2000, 3000", "9000, 50, 3000"})
    void groupsAreThoseOfTheBatch(int rows, int moved, int keys) {
        Random random = new Random(rows + moved);
        long first = 0;
        for (int batch = 0; batch < 60; batch++) {
            first += random.nextInt(15) == 0 ? 100_000 : moved;
            int some = Math.max(4, random.nextInt(rows));
            long[] values = new long[some];
            long[] halves = new long[some];
            for (int row = 0; row < some; row++) {
                values[row] = random.nextInt(3) == 0 ? -7 : first + random.nextInt(keys);
                halves[row] = batch % 3 == 0 ? values[row] & 1 : 0;
            }
            check(batch % 3 == 0 ? number(values, halves) : number(values), values);
        }
    }

    private void check(int count, long[] values) {
        int[] numbers = groups.numbers(values.length);
        if (groups.isSeparate()) {
            assertThat(count).isEqualTo(values.length);
            return;
        }
        Map<Long, Integer> firsts = new LinkedHashMap<>();
        Map<Long, Long> sizes = new LinkedHashMap<>();
        for (int row = 0; row < values.length; row++) {
            firsts.putIfAbsent(values[row], row);
            sizes.merge(values[row], 1L, Long::sum);
        }
        assertThat(count).isEqualTo(firsts.size());
        int[] firstRows = groups.firsts(count);
        for (int row = 0; row < values.length; row++) {
            assertThat(firstRows[numbers[row]]).isEqualTo(firsts.get(values[row]));
            assertThat(groups.sizes()[numbers[row]]).isEqualTo(sizes.get(values[row]));
        }
    }

    @Test
    void groupsAreNumberedAsTheyCome() {
        assertThat(number(new long[] {5, 3, 5, 9, 3, 5, 5, 5})).isEqualTo(3);
        assertThat(groups.numbers(8)).startsWith(0, 1, 0, 2, 1, 0, 0, 0);
    }

    @Test
    void rowsThatHaveNothingInCommonAreGroupsOfTheirOwn() {
        long[] values = IntStream.range(0, 100).mapToLong(i -> i).toArray();
        assertThat(number(values)).isEqualTo(100);
        assertThat(groups.isSeparate()).isTrue();
    }
}
