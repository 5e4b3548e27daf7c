package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBucketsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50, 5000})
    void keepsRowsOfOnePairTogetherAndInOrder(int values) {
        Random random = new Random(values);
        RowBuckets buckets = new RowBuckets();
        for (int round = 0; round < 3; round++) {
            int rows = 1 + random.nextInt(3000);
            long[] first = random.longs(rows, 0, values).toArray();
            long[] second = random.longs(rows, 0, Math.min(values, 2)).toArray();
            Map<List<Long>, List<Integer>> expected = new LinkedHashMap<>();
            for (int row = 0; row < rows; row++) {
                expected.computeIfAbsent(List.of(first[row], second[row]), k -> new ArrayList<>())
                        .add(row);
            }
            Map<List<Long>, List<Integer>> actual = new LinkedHashMap<>();
            int count = buckets.sort(first, second, rows);
            int[] members = new int[rows];
            for (int bucket = 0; bucket < count; bucket++) {
                buckets.rows(bucket, members);
                List<Integer> list = new ArrayList<>();
                for (int i = 0; i < buckets.size(bucket); i++) {
                    list.add(members[i]);
                }
                actual.put(List.of(buckets.first(bucket), buckets.second(bucket)), list);
            }
            assertThat(actual).isEqualTo(expected);
            assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        }
    }

    @Test
    void theEndQueueGivesTheLeastEndFirst() {
        EndQueue queue = new EndQueue();
        long[] ends = new Random(1).longs(500, -100, 100).toArray();
        for (int id = 0; id < ends.length; id++) {
            queue.add(ends[id], id);
        }
        long last = Long.MIN_VALUE;
        for (int i = 0; i < ends.length; i++) {
            assertThat(queue.firstEnd()).isGreaterThanOrEqualTo(last);
            last = queue.firstEnd();
            assertThat(ends[queue.poll()]).isEqualTo(last);
        }
        assertThat(queue.isEmpty()).isTrue();
    }
}
