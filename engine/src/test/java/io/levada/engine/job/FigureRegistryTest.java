package io.levada.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureRegistryTest {
    @Test
    void labelsAtTheEndOfANameJoinTheOthers() {
        FigureRegistry registry = new FigureRegistry();
        registry.scope(Map.of("job", "j")).gauge("lag{partition=\"t-0\",zone=\"a\"}", () -> 7);
        registry.scope(Map.of("job", "j")).counter("rows", () -> 3);
        assertThat(registry.all().get(0).name()).isEqualTo("lag");
        assertThat(registry.all().get(0).labels()).isEqualTo(Map.of("job", "j", "partition", "t-0", "zone", "a"));
        assertThat(registry.all().get(1).labels()).isEqualTo(Map.of("job", "j"));
        assertThat(registry.sum("lag")).isEqualTo(7);
    }
}
