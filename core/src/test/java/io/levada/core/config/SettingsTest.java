package io.levada.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void durationsAndSizesTakeUnits() {
        assertThat(Units.parseDuration("200 ms")).isEqualTo(Duration.ofMillis(200));
        assertThat(Units.parseDuration("5min")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Units.parseDuration("7")).isEqualTo(Duration.ofMillis(7));
        assertThat(Units.parseBytes("64 MB")).isEqualTo(64L << 20);
        assertThatThrownBy(() -> Units.parseBytes("99999999999 tb")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aWrongValueNamesTheKeyAndWhatIsAllowed() {
        Settings settings = new Settings(Map.of("execution.checkpointing.mode", "twice"));
        assertThatThrownBy(() -> settings.get(JobOptions.CHECKPOINT_MODE))
                .isInstanceOfSatisfying(LevadaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID);
                    assertThat(e.message())
                            .contains("execution.checkpointing.mode")
                            .contains("'twice'");
                    assertThat(e.hint()).contains("exactly-once, at-least-once");
                });
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestKnownOne() {
        Settings settings = new Settings(Map.of("topc", "a", "properties.acks", "all"));
        List<Option<?>> known = List.of(
                Option.string("topic", null, "The topic."), Option.string("properties.", null, "Passed through."));
        assertThatThrownBy(() -> settings.checkKnown(known, "table 't'"))
                .isInstanceOfSatisfying(LevadaException.class, e -> {
                    assertThat(e.message()).isEqualTo("table 't' has no option 'topc'");
                    assertThat(e.hint()).isEqualTo("did you mean 'topic'?");
                });
    }

    @Test
    void anOverflowingSizeIsTheUsersError() {
        Option<Long> size = Option.memory("limit", null, "A size.");
        assertThatThrownBy(() -> size.parse("99999999999 tb")).isInstanceOf(LevadaException.class);
    }

    @Test
    void everyJobOptionHasItsOwnKey() {
        assertThat(JobOptions.ALL.stream().map(Option::key)).doesNotHaveDuplicates();
    }
}
