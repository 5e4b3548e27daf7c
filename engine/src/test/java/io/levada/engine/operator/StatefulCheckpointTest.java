package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.engine.operator.OperatorHarness.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All operators that keep state. */
class StatefulCheckpointTest {
    private static final int LOADED = 20_000;
    private static final int CHANGED = 20;

    static List<StatefulCase> all() {
        return StatefulCase.all();
    }

    static Stream<Arguments> seeded() {
        return all().stream().flatMap(each -> Stream.of(1L, 2L).map(seed -> Arguments.of(each, seed)));
    }

    @ParameterizedTest
    @MethodSource("seeded")
    void goesOnAsIfNothingHadHappened(StatefulCase each, long seed) {
        assertThat(each.harness().check(each.random(seed))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void writesWhatChanged(StatefulCase each) {
        List<List<Step>> scripts = new ArrayList<>(List.of(each.load(LOADED)));
        for (int i = 0; i < 6; i++) {
            scripts.add(each.change(i * CHANGED, CHANGED));
        }
        scripts.add(List.of());
        List<Long> bytes = each.harness().bytes(scripts, each.tell(LOADED, 6 * CHANGED));
        assertThat(bytes.get(0)).as("loaded").isGreaterThan(LOADED * 10L);
        assertThat(bytes.subList(1, 7)).as("of " + bytes.get(0)).allMatch(written -> written < bytes.get(0) / 100);
        assertThat(bytes.get(7)).as("nothing changed").isLessThan(100);
    }
}
