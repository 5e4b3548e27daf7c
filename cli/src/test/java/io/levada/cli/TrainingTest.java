package io.levada.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The launcher can't tell a training that failed halfway from one that had little to do: it would only start slowly. */
@Timeout(120)
class TrainingTest {
    @Test
    void theRunGoesThroughToTheEnd() {
        assertThatCode(Training::run).doesNotThrowAnyException();
    }

    @Test
    void theDemoGoesThroughToTheEnd() {
        assertThatCode(Training::demo).doesNotThrowAnyException();
    }
}
