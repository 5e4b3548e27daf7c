package io.levada.core.function;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;

/** Arithmetic on points in time in the units of columns: microseconds, days, milliseconds of the day, months. */
public final class Times {
    public static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int MILLIS_PER_DAY = 86_400_000;

    private Times() {}

    /** Clamps to the end of the month. */
    public static int addMonthsToDate(int days, int months) {
        return (int) LocalDate.ofEpochDay(days).plusMonths(months).toEpochDay();
    }

    /** Clamps to the end of the month; the time of day stays. */
    public static long addMonths(long micros, int months) {
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        return addMonthsToDate((int) day, months) * MICROS_PER_DAY + (micros - day * MICROS_PER_DAY);
    }

    /** Wraps around midnight. */
    public static int addToTime(int millis, long interval) {
        return (int) Math.floorMod(millis + interval, (long) MILLIS_PER_DAY);
    }

    /** Whole months from the second to the first, negative when the first is earlier. */
    public static int monthsBetween(long laterMicros, long earlierMicros) {
        LocalDateTime later = io.levada.core.data.Boxed.toLocalDateTime(laterMicros);
        LocalDateTime earlier = io.levada.core.data.Boxed.toLocalDateTime(earlierMicros);
        if (later.isBefore(earlier)) {
            return -monthsBetween(earlierMicros, laterMicros);
        }
        int months = (int) ChronoUnit.MONTHS.between(earlier, later);
        // From the end of January to the end of February is a month, though February is shorter.
        return earlier.plusMonths(months + 1L).isAfter(later) ? months : months + 1;
    }

    /** Drops the digits of a fraction of a second beyond a precision, towards the past. */
    public static long truncate(long micros, int precision) {
        long unit = Decimals.power10(6 - precision);
        return Math.floorDiv(micros, unit) * unit;
    }

    /** Drops the digits of milliseconds beyond a precision. */
    public static int truncateTime(int millis, int precision) {
        int unit = (int) Decimals.power10(3 - Math.min(3, precision));
        return millis / unit * unit;
    }

    public static int toDate(long micros) {
        return (int) Math.floorDiv(micros, MICROS_PER_DAY);
    }

    public static int toTime(long micros) {
        return (int) (Math.floorMod(micros, MICROS_PER_DAY) / 1000);
    }

    /** An instant to the wall clock of a zone. */
    public static long toLocal(long micros, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        ZoneOffset offset = rules.getOffset(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)));
        return micros + offset.getTotalSeconds() * 1_000_000L;
    }

    /**
     * A wall-clock time of a zone to the instant. A time that the clock skips moves on by the length of the gap; of a
     * time that it shows twice, the first is taken.
     */
    public static long toInstant(long localMicros, ZoneId zone) {
        if (zone instanceof ZoneOffset fixed) {
            return localMicros - fixed.getTotalSeconds() * 1_000_000L;
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(Math.floorDiv(localMicros, 1_000_000L), 0, ZoneOffset.UTC);
        long seconds = local.atZone(zone).toEpochSecond();
        return seconds * 1_000_000L + Math.floorMod(localMicros, 1_000_000L);
    }
}
