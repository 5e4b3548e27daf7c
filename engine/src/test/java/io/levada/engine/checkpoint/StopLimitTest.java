package io.levada.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopLimitTest {
    private static final long SECOND = 1_000_000_000L;
    private static final List<String> AWAY = List.of("the broker at b:1");

    private final List<String> said = new ArrayList<>();
    private final StopLimit limit = new StopLimit(0, 30_000, 10_000);

    private void at(double seconds, StopLimit of, List<String> systems) {
        of.check((long) (seconds * SECOND), systems, 7, said::add);
    }

    @Test
    void asLongAsAllAnswerItIsTheWholeTime() {
        at(29, limit, List.of());
        assertThatThrownBy(() -> at(30.1, limit, List.of()))
                .isInstanceOf(LevadaException.class)
                .hasMessageContaining("could not be stopped in the time that it was given");
        assertThat(said).isEmpty();
    }

    @Test
    void aSystemThatDoesntAnswerGetsLessFromWhenItIsKnown() {
        at(5, limit, AWAY);
        assertThat(said).isEmpty();
        at(5.3, limit, AWAY);
        at(6, limit, AWAY);
        assertThat(said)
                .singleElement()
                .asString()
                .contains("b:1, which doesn't answer: waiting up to 10 s; after that");
        at(14.9, limit, AWAY);
        assertThatThrownBy(() -> at(15.1, limit, AWAY))
                .hasMessageContaining("the broker at b:1 doesn't answer")
                .satisfies(e -> assertThat(((LevadaException) e).code()).isEqualTo(ErrorCode.CONNECTION));
    }

    @Test
    void oneThatCameBackBeginsAnew() {
        at(1, limit, AWAY);
        at(9, limit, List.of());
        at(12, limit, AWAY);
        at(21.9, limit, AWAY);
        assertThatThrownBy(() -> at(22.1, limit, AWAY)).hasMessageContaining("doesn't answer");
    }

    /** Who it was is said, also when the whole time is over first. */
    @Test
    void theWholeTimeIsALimitForASystemThatDoesntAnswerToo() {
        StopLimit both = new StopLimit(0, 10_000, 10_000);
        at(3, both, AWAY);
        at(3.3, both, AWAY);
        assertThat(said).singleElement().asString().contains("waiting up to 7 s");
        at(9.9, both, AWAY);
        assertThatThrownBy(() -> at(10.1, both, AWAY)).hasMessageContaining("the broker at b:1 doesn't answer");
    }
}
