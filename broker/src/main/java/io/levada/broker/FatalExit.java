package io.levada.broker;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.internals.Exit;
import org.jspecify.annotations.Nullable;

/**
 * Kafka ends the whole process when its broker fails for good. Inside somebody else's process that is too much: here the
 * failing thread ends and the reason is kept.
 */
final class FatalExit {
    private static final AtomicReference<@Nullable String> REASON = new AtomicReference<>();

    private FatalExit() {}

    static void keepProcessAlive() {
        Exit.setExitProcedure(FatalExit::record);
        Exit.setHaltProcedure(FatalExit::record);
    }

    static Optional<String> reason() {
        return Optional.ofNullable(REASON.get());
    }

    private static void record(int status, @Nullable String message) {
        String text = message == null ? "the broker gave up with status " + status : message;
        REASON.compareAndSet(null, text);
        throw new IllegalStateException("the embedded broker failed: " + text);
    }
}
