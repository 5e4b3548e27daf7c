package io.levada.engine.checkpoint;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A door for tests: {@code LEVADA_CRASH_AT=prepared:3} (environment, or system property {@code levada.crash.at}) halts the
 * process, as kill -9 would, when it comes to that point for the third time. Points, in their order: {@code injected},
 * {@code prepared} (all durable, not decided), {@code decided} (the decider has committed, the manifest doesn't say so),
 * {@code marked} (nothing applied), {@code applied}, {@code completed}.
 */
final class CrashPoint {
    private static final int EXIT_CODE = 137;
    private static final @Nullable String POINT;
    private static final int TIMES;
    private static final AtomicInteger PASSED = new AtomicInteger();

    static {
        String setting = System.getProperty("levada.crash.at", System.getenv("LEVADA_CRASH_AT"));
        String[] parts = setting == null ? new String[0] : setting.split(":", 2);
        POINT = parts.length == 2 ? parts[0] : null;
        TIMES = parts.length == 2 ? Integer.parseInt(parts[1].trim()) : 0;
    }

    private CrashPoint() {}

    static void reach(String point) {
        if (point.equals(POINT) && PASSED.incrementAndGet() == TIMES) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
