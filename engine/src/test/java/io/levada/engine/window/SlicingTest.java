package io.levada.engine.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.plan.WindowSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicingTest {
    @Test
    void aTumblingWindowIsOneSlice() {
        Slicing slicing = Slicing.of(new WindowSpec.Tumble(10, 3));
        assertThat(slicing.isTumbling()).isTrue();
        assertThat(slicing.sliceEnd(2)).isEqualTo(3);
        assertThat(slicing.sliceEnd(3)).isEqualTo(13);
        assertThat(slicing.sliceEnd(-8)).isEqualTo(-7);
        assertThat(slicing.lastWindowEnd(13)).isEqualTo(13);
        assertThat(slicing.windowStart(13)).isEqualTo(3);
    }

    @Test
    void aHoppingWindowMovesBySlices() {
        Slicing slicing = Slicing.of(new WindowSpec.Hop(5, 20, 1));
        assertThat(slicing.sliceEnd(0)).isEqualTo(1);
        assertThat(slicing.sliceEnd(1)).isEqualTo(6);
        assertThat(slicing.lastWindowEnd(6)).isEqualTo(21);
        assertThat(slicing.windowStart(6)).isEqualTo(-14);
    }

    @Test
    void aCumulatingWindowGrowsBySlices() {
        Slicing slicing = Slicing.of(new WindowSpec.Cumulate(5, 15, 0));
        assertThat(List.of(slicing.windowStart(5), slicing.windowStart(10), slicing.windowStart(15)))
                .containsOnly(0L);
        assertThat(slicing.windowStart(20)).isEqualTo(15);
        assertThat(slicing.sliceEnd(14)).isEqualTo(15);
        assertThat(slicing.lastWindowEnd(5)).isEqualTo(15);
        assertThat(slicing.lastWindowEnd(15)).isEqualTo(15);
        assertThat(slicing.lastWindowEnd(-5)).isEqualTo(0);
    }

    @Test
    void endsOfManyTimesAreThoseOfEach() {
        Slicing slicing = Slicing.of(new WindowSpec.Hop(7, 21, 2));
        long[] times = {5, 6, 8, 9, -3, 0, 1, 2, 100, 99, 5};
        long[] expected = java.util.Arrays.stream(times).map(slicing::sliceEnd).toArray();
        slicing.sliceEnds(times, times.length);
        assertThat(times).containsExactly(expected);
    }

    @Test
    void windowsThatDontFitAreRefused() {
        assertThatThrownBy(() -> Slicing.of(new WindowSpec.Hop(3, 10, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Slicing.of(new WindowSpec.Attached(0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
