package io.levada.engine.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Watermark;
import org.junit.jupiter.api.Test;

class SplitWatermarksTest {
    private final SplitWatermarks splits = new SplitWatermarks(100);

    private long markAt(long nanos) {
        splits.update(nanos);
        return splits.mark();
    }

    @Test
    void aSplitThatHasGivenNothingHoldsBackUntilItIsIdle() {
        splits.assign("a", 0);
        splits.assign("b", 0);
        splits.observe("a", 50, 60);
        assertThat(markAt(60)).isEqualTo(Watermark.NONE);
        assertThat(splits.nextChangeNanos()).isEqualTo(100);
        assertThat(markAt(100)).isEqualTo(50);
        splits.observe("b", 10, 110);
        assertThat(markAt(110)).as("never back").isEqualTo(50);
        splits.observe("a", 70, 120);
        assertThat(markAt(120)).as("b is back and behind").isEqualTo(50);
        splits.observe("b", 60, 130);
        assertThat(markAt(130)).isEqualTo(60);
    }

    @Test
    void earlierTimesDontMoveASplitBack() {
        splits.assign("a", 0);
        splits.observe("a", 50, 1);
        splits.observe("a", 40, 2);
        assertThat(markAt(2)).isEqualTo(50);
    }

    @Test
    void anEndedSplitIsForgottenAndNoSplitsAreIdle() {
        splits.assign("a", 0);
        splits.assign("b", 0);
        splits.observe("b", 5, 1);
        splits.end("a");
        assertThat(markAt(1)).isEqualTo(5);
        assertThat(splits.isIdle()).isFalse();
        splits.end("b");
        assertThat(markAt(2)).isEqualTo(5);
        assertThat(splits.isIdle()).isTrue();
    }

    @Test
    void silenceThatBackPressureMadeDoesntCount() {
        splits.assign("a", 0);
        splits.paused(1000);
        splits.update(1050);
        assertThat(splits.isIdle()).isFalse();
        splits.update(1100);
        assertThat(splits.isIdle()).isTrue();
    }

    @Test
    void whoFellSilentLastDecidesWhenAllAreFoundSilentAtOnce() {
        splits.assign("a", 0);
        splits.assign("b", 0);
        splits.observe("a", 70, 10);
        assertThat(markAt(500)).isEqualTo(70);
        assertThat(splits.isIdle()).isTrue();
    }

    @Test
    void withoutATimeoutNobodyIsIdle() {
        SplitWatermarks patient = new SplitWatermarks(0);
        patient.assign("a", 0);
        patient.update(Long.MAX_VALUE / 2);
        assertThat(patient.isIdle()).isFalse();
        assertThat(patient.nextChangeNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aRestoredSplitGoesOnWhereItWas() {
        splits.restore("a", 40);
        splits.restorePromise(30);
        splits.assign("a", 0);
        splits.assign("new", 0);
        assertThat(markAt(1)).isEqualTo(30);
        splits.observe("new", 35, 2);
        assertThat(markAt(2)).isEqualTo(35);
        splits.observe("new", 99, 3);
        assertThat(markAt(3)).isEqualTo(40);
    }

    @Test
    void whoHasNoSplitsLeftIsIdleUnlessItsEndIsNear() {
        splits.assign("a", 0);
        splits.observe("a", 50, 1);
        assertThat(markAt(1)).isEqualTo(50);
        splits.end("a");
        assertThat(markAt(2)).isEqualTo(50);
        assertThat(splits.isIdle()).isTrue();
        splits.complete();
        assertThat(markAt(3)).isEqualTo(50);
        assertThat(splits.isIdle()).isFalse();
    }
}
