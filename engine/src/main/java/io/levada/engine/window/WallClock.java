package io.levada.engine.window;

import io.levada.core.data.Boxed;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Between time attributes and the wall-clock times at which windows start and end. For TIMESTAMP the two are the same;
 * for TIMESTAMP_LTZ the wall clock is that of the session's zone, with its jumps. All in microseconds.
 *
 * <p>Keeps the offset that was used last; belongs to one thread.
 */
public final class WallClock {
    private static final long MICROS = 1_000_000L;
    private static final long CLOSING_MICROS = 1_000L;
    /** Farther from a change of the offset than any two offsets differ, a wall-clock time is unambiguous. */
    private static final long DAY = 86_400 * MICROS;

    private final boolean shifted;
    private final ZoneRules rules;
    private long validFrom = 1;
    private long validTo;
    private long offsetMicros;

    private WallClock(boolean shifted, ZoneId zone) {
        rules = zone.getRules();
        this.shifted = shifted
                && !(rules.isFixedOffset() && rules.getOffset(Instant.EPOCH).getTotalSeconds() == 0);
    }

    /** The wall clock for a time attribute of that type. */
    public static WallClock of(DataType timeAttribute, ZoneId sessionZone) {
        return new WallClock(timeAttribute.kind() == TypeKind.TIMESTAMP_LTZ, sessionZone);
    }

    /** What the wall clock shows at a time. */
    public long toLocal(long micros) {
        if (!shifted) {
            return micros;
        }
        if (micros < validFrom || micros >= validTo) {
            findOffset(micros);
        }
        return micros + offsetMicros;
    }

    private void findOffset(long micros) {
        Instant instant = Boxed.toInstant(micros);
        offsetMicros = rules.getOffset(instant).getTotalSeconds() * MICROS;
        ZoneOffsetTransition previous = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition next = rules.nextTransition(instant);
        validFrom = previous == null ? Long.MIN_VALUE : previous.toEpochSecond() * MICROS;
        validTo = next == null ? Long.MAX_VALUE : next.toEpochSecond() * MICROS;
    }

    /** Converts columns of times in place of calling {@link #toLocal} for each. */
    public void toLocal(long[] micros, long[] local, int count) {
        if (!shifted) {
            System.arraycopy(micros, 0, local, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            local[i] = toLocal(micros[i]);
        }
    }

    /** A time at which the wall clock shows this: the earlier of two, and after a gap as much later as the gap is long. */
    public long toTime(long local) {
        if (!shifted) {
            return local;
        }
        LocalDateTime dateTime = Boxed.toLocalDateTime(local);
        return local - rules.getOffset(dateTime).getTotalSeconds() * MICROS;
    }

    /**
     * When event time closes a window that ends at that wall-clock time: 1 ms before. Where the clock is set back and
     * shows that time twice, the second time; where it is set forward past it, when it is set.
     */
    public long closingTime(long localEnd) {
        return instantOf(localEnd - CLOSING_MICROS);
    }

    /** When the clock closes a window: at its end. */
    public long endTime(long localEnd) {
        return instantOf(localEnd);
    }

    private long instantOf(long local) {
        if (!shifted) {
            return local;
        }
        long guess = local - offsetMicros;
        if (guess - DAY > validFrom && guess + DAY < validTo) {
            return guess;
        }
        LocalDateTime dateTime = Boxed.toLocalDateTime(local);
        ZoneOffsetTransition transition = rules.getTransition(dateTime);
        if (transition == null) {
            return local - rules.getOffset(dateTime).getTotalSeconds() * MICROS;
        }
        return transition.isGap()
                ? transition.toEpochSecond() * MICROS
                : local - transition.getOffsetAfter().getTotalSeconds() * MICROS;
    }
}
