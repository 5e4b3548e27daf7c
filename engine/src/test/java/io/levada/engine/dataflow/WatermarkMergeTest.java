package io.levada.engine.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Watermark;
import org.junit.jupiter.api.Test;

class WatermarkMergeTest {
    private final WatermarkMerge merge = new WatermarkMerge(2);

    @Test
    void theLeastCountsAndNobodyIsLeftOutBeforeHeSpoke() {
        merge.watermark(0, 10);
        assertThat(merge.output()).isEqualTo(Watermark.NONE);
        merge.watermark(1, 5);
        assertThat(merge.output()).isEqualTo(5);
        merge.watermark(1, 20);
        assertThat(merge.output()).isEqualTo(10);
    }

    @Test
    void itNeverGoesBack() {
        merge.watermark(0, 10);
        merge.watermark(1, 10);
        merge.watermark(0, 3);
        assertThat(merge.output()).isEqualTo(10);
    }

    @Test
    void anIdleInputHoldsNobodyBack() {
        merge.watermark(0, 10);
        merge.watermark(1, Watermark.IDLE);
        assertThat(merge.output()).isEqualTo(10);
        assertThat(merge.isIdle()).isFalse();
    }

    @Test
    void whoComesBackFromSilenceBehindTheOthersIsLeftOutUntilHeHasCaughtUp() {
        merge.watermark(1, 4);
        merge.watermark(1, Watermark.IDLE);
        merge.watermark(0, 10);
        merge.active(1);
        merge.watermark(0, 12);
        assertThat(merge.output()).isEqualTo(12);
        merge.watermark(1, 12);
        merge.watermark(0, 20);
        assertThat(merge.output()).isEqualTo(12);
    }

    @Test
    void whenAllAreIdleTheGreatestCounts() {
        merge.watermark(0, 10);
        merge.watermark(1, 30);
        merge.watermark(1, Watermark.IDLE);
        merge.watermark(0, Watermark.IDLE);
        assertThat(merge.output()).isEqualTo(30);
        assertThat(merge.isIdle()).isTrue();
        merge.active(0);
        assertThat(merge.isIdle()).isFalse();
    }

    @Test
    void theEndOfOneLeavesTheTimeToTheOther() {
        merge.watermark(0, Watermark.END);
        merge.watermark(1, 7);
        assertThat(merge.output()).isEqualTo(7);
        merge.watermark(1, Watermark.END);
        assertThat(merge.output()).isEqualTo(Watermark.END);
    }
}
