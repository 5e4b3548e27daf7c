package io.levada.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TrainingTest {
    /** The launcher can't tell a training that failed halfway from one that had little to do: it would only start slowly. */
    @Test
    @Timeout(120)
    void goesThroughToTheEnd() {
        assertThatCode(Training::run).doesNotThrowAnyException();
    }
}
