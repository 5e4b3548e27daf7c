package io.levada.tests.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The torture at the length that every build can afford; {@code dev/torture} runs it longer. */
class TortureTest {
    private static final int KILLS = Integer.getInteger("torture.kills", 20);
    private static final long SEED = Long.getLong("torture.seed", 7);

    @TempDir
    Path directory;

    @Test
    @Timeout(1200)
    void nothingIsLostAndNothingComesTwice() throws Exception {
        Torture.Result result = new Torture(directory, KILLS, SEED, 1500, line -> {}).run();
        assertThat(result.findings()).isEmpty();
        assertThat(result).hasToString("kills=" + KILLS + " lost=0 duplicated=0");
        assertThat(result.events()).isGreaterThan(10_000);
    }
}
