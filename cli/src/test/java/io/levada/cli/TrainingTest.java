package io.levada.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A training that fails costs the class archive: the launcher goes on without one, and every start takes longer. */
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
