package io.levada.engine.checkpoint;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How long a stop may take. While an outside system doesn't answer it gets less time: nobody knows when it will, and somebody
 * waits for the end. The checkpoint before stands then, and the next run goes on from it.
 */
final class StopLimit {
    /** A last checkpoint that doesn't need the system is over by then, and nothing is said. */
    static final long UNSAID_MILLIS = 200;

    private final long beganNanos;
    private final long wholeMillis;
    private final long silentMillis;
    private boolean silent;
    private boolean told;
    private long silentSince;

    /**
     * @param beganNanos when the stop was asked for
     * @param wholeMillis how long it may take
     * @param silentMillis how long of this an outside system may be silent
     */
    StopLimit(long beganNanos, long wholeMillis, long silentMillis) {
        this.beganNanos = beganNanos;
        this.wholeMillis = wholeMillis;
        this.silentMillis = Math.min(silentMillis, wholeMillis);
    }

    /**
     * To be called every now and then. Says when it begins to wait for an outside system; throws when the time is up.
     *
     * @param systems those that don't answer
     * @param last the checkpoint that stands; 0 for none
     */
    void check(long now, List<String> systems, long last, Consumer<String> notices) {
        String from = last > 0 ? "goes on from checkpoint " + last : "begins where this one began";
        if (systems.isEmpty()) {
            silent = false;
            told = false;
        } else if (!silent) {
            silent = true;
            silentSince = now;
        }
        String who = String.join(" and ", systems);
        long left = Math.min(
                wholeMillis - TimeUnit.NANOSECONDS.toMillis(now - beganNanos),
                silent ? silentMillis - TimeUnit.NANOSECONDS.toMillis(now - silentSince) : Long.MAX_VALUE);
        if (silent && left < 0) {
            throw new LevadaException(
                    ErrorCode.CONNECTION,
                    "the job ended without a last checkpoint: " + who + (systems.size() == 1 ? " doesn't" : " don't")
                            + " answer",
                    "nothing is lost: the next run " + from + "; 'levada.shutdown.timeout' waits longer");
        }
        if (left < 0) {
            throw new LevadaException(
                    ErrorCode.STORAGE,
                    "the job could not be stopped in the time that it was given",
                    "nothing is lost: the next run " + from + "; 'levada.shutdown.timeout' gives it more time");
        }
        if (silent && !told && now - silentSince > TimeUnit.MILLISECONDS.toNanos(UNSAID_MILLIS)) {
            told = true;
            notices.accept("the last checkpoint needs " + who + ", which " + (systems.size() == 1 ? "doesn't" : "don't")
                    + " answer: waiting up to " + Math.max(1, Math.round(left / 1000.0))
                    + " s; after that the job ends without it, and the next run " + from);
        }
    }
}
