package io.levada.cli.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonedSourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 333, 10_000, 1_000_000})
    void mixesInAsManyAsItSaysAndLosesNothing(int perMillion) {
        PoisonedSource source = poisoned(10_000, perMillion, 5);
        List<ReplayEvent> events = Samples.all(source);

        long poison = events.stream().filter(ReplayEvent::poison).count();
        assertThat(poison).isEqualTo(source.poison());
        assertThat(events).hasSize((int) source.size());
        if (perMillion >= 100) {
            long stretches = 10_000 / (1_000_000 / perMillion);
            assertThat(poison).isBetween(stretches, stretches + 1);
        }
        assertThat(events.stream().filter(e -> !e.poison()).map(e -> Samples.text(e.value())))
                .containsExactlyElementsOf(
                        Samples.all(FlightSource.of(Samples.flights(10_000), 5, 240, Long.MIN_VALUE)).stream()
                                .map(e -> Samples.text(e.value()))
                                .toList());
    }

    @Test
    void poisonIsUnreadableInSeveralWaysAndTheRestIsNot() {
        List<ReplayEvent> events = Samples.all(poisoned(2_000, 10_000, 9));
        assertThat(events).allSatisfy(e -> assertThat(isFlight(e.value())).isEqualTo(!e.poison()));
        assertThat(events.stream()
                        .filter(ReplayEvent::poison)
                        .map(e -> e.value()[0])
                        .distinct())
                .containsExactlyInAnyOrder((byte) '{', (byte) '<', (byte) 0xC0);
    }

    @Test
    void theSeedSaysWhere() {
        assertThat(places(1)).isEqualTo(places(1)).isNotEqualTo(places(2));
        assertThatThrownBy(() -> poisoned(1, 1_000_001, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Integer> places(long seed) {
        List<ReplayEvent> events = Samples.all(poisoned(5_000, 2_000, seed));
        return IntStream.range(0, events.size())
                .filter(i -> events.get(i).poison())
                .boxed()
                .toList();
    }

    private static PoisonedSource poisoned(int flights, int perMillion, long seed) {
        return new PoisonedSource(
                FlightSource.of(Samples.flights(flights), seed, 240, Long.MIN_VALUE), perMillion, seed);
    }

    private static boolean isFlight(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            return node.isObject()
                    && node.path("flight_id").isInt()
                    && node.path("delay").isInt()
                    && node.path("distance").isInt()
                    && node.path("departed").asText().matches("2001-\\d\\d-\\d\\d \\d\\d:\\d\\d:00");
        } catch (IOException e) {
            return false;
        }
    }
}
