package io.levada.engine.checkpoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class CheckpointProtocolTest {
    private final CheckpointProtocol protocol = new CheckpointProtocol(1, 1, named(0), true, 7, 7, 6);

    private static BitSet named(int... writers) {
        BitSet named = new BitSet();
        for (int writer : writers) {
            named.set(writer);
        }
        return named;
    }

    private void complete(long id) {
        protocol.on(new Event.StateWritten(id, 0));
        protocol.on(new Event.OutputStaged(id, 0));
        protocol.on(new Event.Sealed(id));
        protocol.on(new Event.Decided(id));
        protocol.on(new Event.Marked(id));
    }

    @Test
    void onlyOneIsUnderWayAndALastOneWaits() {
        assertThat(protocol.on(new Event.Requested(Kind.PERIODIC)))
                .containsExactly(new Action.Inject(8, Kind.PERIODIC));
        assertThat(protocol.on(new Event.Requested(Kind.PERIODIC))).isEmpty();
        assertThat(protocol.on(new Event.Requested(Kind.FINAL))).isEmpty();
        assertThat(protocol.on(new Event.Requested(Kind.STOP))).isEmpty();
        complete(8);
        assertThat(protocol.on(new Event.Applied(8)))
                .containsExactly(
                        new Action.TellSources(8),
                        new Action.Retire(6),
                        new Action.Complete(8, Kind.PERIODIC),
                        new Action.Inject(9, Kind.STOP));
        complete(9);
        assertThat(protocol.on(new Event.Applied(9)))
                .containsExactly(new Action.TellSources(9), new Action.Retire(7), new Action.Complete(9, Kind.STOP));
        assertThat(protocol.on(new Event.Requested(Kind.PERIODIC)))
                .as("after the last")
                .isEmpty();
    }

    @Test
    void withoutADeciderTheMarkDecides() {
        CheckpointProtocol plain = new CheckpointProtocol(0, 1, named(0), false, 0, 0, 0);
        plain.on(new Event.Requested(Kind.PERIODIC));
        assertThat(plain.on(new Event.OutputStaged(1, 0))).containsExactly(new Action.Seal(1));
        assertThat(plain.on(new Event.Sealed(1))).containsExactly(new Action.Mark(1));
        assertThat(plain.on(new Event.Marked(1))).containsExactly(new Action.Apply(1));
        assertThat(plain.on(new Event.Applied(1)))
                .containsExactly(new Action.TellSources(1), new Action.Complete(1, Kind.PERIODIC));
    }

    @Test
    void theManifestDoesNotWaitForOutputOfTheDecider() {
        CheckpointProtocol mixed = new CheckpointProtocol(1, 2, named(1), true, 0, 0, 0);
        mixed.on(new Event.Requested(Kind.PERIODIC));
        assertThat(mixed.on(new Event.StateWritten(1, 0))).isEmpty();
        assertThat(mixed.on(new Event.OutputStaged(1, 1))).containsExactly(new Action.Seal(1));
        assertThat(mixed.on(new Event.Sealed(1))).isEmpty();
        assertThat(mixed.on(new Event.TimedOut(1)))
                .containsExactly(new Action.GiveUp(1, "1 of 2 writers have not come to it"));
        assertThat(mixed.on(new Event.OutputStaged(1, 0))).containsExactly(new Action.Decide(1));
    }

    @Test
    void withoutADeciderAllOutputHasAName() {
        assertThatThrownBy(() -> new CheckpointProtocol(0, 2, named(1), false, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTimeoutSaysWhoIsMissingAndAnOldOneMeansNothing() {
        protocol.on(new Event.Requested(Kind.PERIODIC));
        protocol.on(new Event.StateWritten(8, 0));
        assertThat(protocol.on(new Event.TimedOut(8)))
                .containsExactly(new Action.GiveUp(8, "0 of 1 tasks and 1 of 1 writers have not come to it"));
        assertThat(protocol.on(new Event.TimedOut(7))).isEmpty();
    }

    @Test
    void whatCannotHaveHappenedIsRefused() {
        assertThatThrownBy(() -> protocol.on(new Event.Sealed(8))).isInstanceOf(IllegalStateException.class);
        protocol.on(new Event.Requested(Kind.PERIODIC));
        assertThatThrownBy(() -> protocol.on(new Event.Applied(8))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> protocol.on(new Event.StateWritten(7, 0))).isInstanceOf(IllegalStateException.class);
        assertThat(protocol.isBusy()).isTrue();
    }
}
