package io.levada.cli.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeedTest {
    @Test
    void readsWhatPeopleWrite() {
        assertThat(Speed.parse("60x")).isEqualTo(new Speed(60)).hasToString("60x");
        assertThat(Speed.parse(" 0.5X ")).isEqualTo(new Speed(0.5)).hasToString("0.5x");
        assertThat(Speed.parse("7")).isEqualTo(new Speed(7));
        assertThat(Speed.parse("max")).isEqualTo(Speed.MAX).hasToString("max");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "fast", "0x", "-1x", "NaN", "Infinityx"})
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> Speed.parse(text)).isInstanceOfSatisfying(LevadaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID);
            assertThat(e.message()).contains("'" + text + "'");
            assertThat(e.hint()).contains("60x");
        });
    }
}
