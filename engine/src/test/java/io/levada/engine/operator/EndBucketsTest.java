package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndBucketsTest {
    /** What ends when; entries are put off, and some taken away, without the buckets being told. */
    private final Map<Integer, Long> ends = new HashMap<>();

    private EndBuckets buckets(long stretch) {
        return new EndBuckets(stretch, (id, end) -> ends.getOrDefault(id, EndBuckets.Ends.GONE));
    }

    private List<Integer> endedBy(EndBuckets buckets, long time) {
        List<Integer> ended = new ArrayList<>();
        while (buckets.earliest() <= time) {
            int id = buckets.poll();
            if (id >= 0) {
                ended.add(id);
                assertThat(ends.remove(id)).isLessThanOrEqualTo(time);
            }
        }
        return ended;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 10, 1000})
    void giveWhatHasEndedWhenItHas(long stretch) {
        EndBuckets buckets = buckets(stretch);
        Random random = new Random(stretch);
        int id = 0;
        int given = 0;
        for (long time = -3000; time < 3000; time += random.nextInt(40)) {
            for (int i = random.nextInt(10); i > 0; i--) {
                ends.put(id, time + 1 + random.nextInt(2000));
                buckets.add(ends.get(id), id++);
                int other = random.nextInt(id);
                ends.computeIfPresent(other, (o, end) -> random.nextInt(4) == 0 ? null : end + random.nextInt(500));
            }
            given += endedBy(buckets, time).size();
            long now = time;
            assertThat(ends.values()).allMatch(end -> end > now);
        }
        assertThat(given).isGreaterThan(100);
        assertThat(ends).isNotEmpty();
        endedBy(buckets, Long.MAX_VALUE - 1);
        assertThat(ends).isEmpty();
        assertThat(buckets.earliest()).isEqualTo(Long.MAX_VALUE);
    }

    /** Within a stretch of time, too. */
    @ParameterizedTest
    @ValueSource(longs = {1, 10, 1000})
    void giveThemInTheOrderOfTheirEnds(long stretch) {
        EndBuckets buckets = buckets(stretch);
        Random random = new Random(stretch);
        for (int id = 0; id < 500; id++) {
            ends.put(id, (long) random.nextInt(3000));
            buckets.add(ends.get(id), id);
        }
        Map<Integer, Long> before = Map.copyOf(ends);
        assertThat(endedBy(buckets, 5000))
                .hasSize(500)
                .isSortedAccordingTo((a, b) -> Long.compare(before.get(a), before.get(b)));
    }
}
