package io.levada.tests.torture;

import java.util.Random;

/**
 * One way in which the job dies.
 *
 * @param way what is done
 * @param afterMillis how long the job is left alone first: counted from its start with {@link Way#ANY_MOMENT}, else from
 *     its first checkpoint
 * @param crashPoint where it halts itself, with {@link Way#AT_POINT}; empty elsewhere
 * @param pauseMillis how long the next start waits; long enough and the broker gives the open transactions up
 * @param workers of the run that dies
 */
record Kill(Way way, long afterMillis, String crashPoint, long pauseMillis, int workers) {
    /** How. */
    enum Way {
        /** SIGKILL at any moment from the start of the process on. */
        ANY_MOMENT,
        /** SIGKILL at any moment after it has decided a checkpoint. */
        WHILE_RUNNING,
        /** At a point of the checkpoint protocol. */
        AT_POINT,
        /** Frozen until the broker has given its transaction up, thawed, and killed a little later. */
        FROZEN,
        /** SIGKILL of the broker, which comes back; then of the job. */
        WITH_BROKER,
        /** SIGTERM while the broker is gone: it ends by itself, without a last checkpoint. */
        STOPPED_WITHOUT_BROKER
    }

    private static final String[] POINTS = {
        "prepared", "decided", "prepared", "decided", "marked", "applied", "injected", "completed"
    };

    private static final long UNTIL_TIMED_OUT_MILLIS = Script.TRANSACTION_TIMEOUT_MILLIS + 2500;

    /** Each round of 11 kills has all ways; the seed says the rest. */
    static Kill next(int number, Random random) {
        int workers = 1 + random.nextInt(3);
        long moment = 500 + random.nextInt(5500);
        String point = POINTS[random.nextInt(POINTS.length)] + ":" + (1 + random.nextInt(6));
        return switch (number % 11) {
            case 2, 4, 6 -> new Kill(Way.AT_POINT, 0, point, 0, workers);
            case 7 -> new Kill(Way.AT_POINT, 0, "prepared:" + (2 + random.nextInt(4)), UNTIL_TIMED_OUT_MILLIS, workers);
            case 8 -> new Kill(Way.FROZEN, moment / 3, "", 0, workers);
            case 9 -> new Kill(Way.WITH_BROKER, moment / 3, "", 0, workers);
            case 10 -> new Kill(Way.STOPPED_WITHOUT_BROKER, moment / 3, "", 0, workers);
            case 1, 3, 5 -> new Kill(Way.WHILE_RUNNING, moment / 3, "", 0, workers);
            default -> new Kill(Way.ANY_MOMENT, moment, "", 0, workers);
        };
    }

    static long untilTimedOutMillis() {
        return UNTIL_TIMED_OUT_MILLIS;
    }
}
