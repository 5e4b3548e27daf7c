package io.levada.engine.checkpoint.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.engine.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
    private static final long MEGABYTE = 1_000_000;

    private final List<String> notices = new ArrayList<>();
    private long nanos = 77;
    private final RestoreProgress progress = new RestoreProgress(
            new Clock() {
                @Override
                public long nowMicros() {
                    return nanos / 1000;
                }

                @Override
                public long nanoTime() {
                    return nanos;
                }
            },
            notices::add);

    private void pass(double seconds) {
        nanos += (long) (seconds * 1e9);
    }

    private void read(double seconds, long megabytes) {
        pass(seconds);
        progress.read(megabytes * MEGABYTE);
    }

    @Test
    void aShortOneIsNotSpokenOf() {
        progress.checking(12, 1200 * MEGABYTE);
        read(0.9, 1200);
        progress.checked();
        progress.restoring(1190 * MEGABYTE, 2);
        read(1.0, 1190);
        progress.restored();
        progress.restored();
        assertThat(notices).isEmpty();
    }

    @Test
    void aLongOneSaysHowFarItIsAndHowLongItTook() {
        progress.checking(12, 1200 * MEGABYTE);
        read(1.5, 600);
        read(0.5, 100);
        read(1, 500);
        progress.checked();
        // Something else is waited for.
        pass(100);
        progress.restoring(1190 * MEGABYTE, 2);
        read(5, 340);
        read(4, 60);
        read(1, 300);
        read(1, 490);
        progress.restored();
        pass(0.25);
        progress.restored();
        assertThat(notices)
                .containsExactly(
                        "checking checkpoint 12, 700 of 1,200 MB",
                        "restoring checkpoint 12, 400 of 1,190 MB",
                        "restored checkpoint 12, 1,190 MB in 14.3 s");
    }

    /** One that was quiet long enough, but ended before it could say how far it was. */
    @Test
    void theEndIsTold() {
        progress.checking(3, MEGABYTE);
        progress.checked();
        progress.restoring(MEGABYTE, 1);
        pass(2);
        progress.restored();
        assertThat(notices).containsExactly("restored checkpoint 3, 1 MB in 2.0 s");
    }
}
