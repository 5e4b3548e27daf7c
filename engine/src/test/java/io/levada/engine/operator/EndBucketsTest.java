package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndBucketsTest {
    /** The id is the end, so that the order of equal ends doesn't matter. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 10, 1000})
    void givesEntriesInTheOrderOfTheirEnds(long stretch) {
        EndBuckets buckets = new EndBuckets(stretch);
        PriorityQueue<Integer> expected = new PriorityQueue<>();
        Random random = new Random(stretch);
        int base = -3000;
        for (int step = 0; step < 3000; step++) {
            assertThat(buckets.isEmpty()).isEqualTo(expected.isEmpty());
            if (expected.isEmpty() || random.nextInt(5) < (step < 1500 ? 3 : 2)) {
                int end = base++ + random.nextInt(2000);
                buckets.add(end, end);
                expected.add(end);
            } else {
                assertThat(buckets.firstEnd()).isEqualTo((long) expected.element());
                assertThat(buckets.poll()).isEqualTo(expected.remove());
            }
        }
        assertThat(expected).isNotEmpty();
        while (!expected.isEmpty()) {
            assertThat(buckets.poll()).isEqualTo(expected.remove());
        }
        assertThat(buckets.isEmpty()).isTrue();
    }
}
