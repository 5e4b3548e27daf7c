package io.levada.core.function;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;

/**
 * What EXTRACT, FLOOR and CEIL can ask of a point in time. Weeks are ISO weeks when extracted and begin on Sunday when
 * floored, DOW counts from Sunday = 1: as in Flink.
 */
public enum TimeField {
    MILLENNIUM,
    CENTURY,
    DECADE,
    YEAR,
    ISOYEAR,
    QUARTER,
    MONTH,
    WEEK,
    DAY,
    DOW,
    ISODOW,
    DOY,
    HOUR,
    MINUTE,
    SECOND,
    MILLISECOND,
    MICROSECOND,
    NANOSECOND,
    EPOCH;

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

    /** Throws SQL_INVALID for a name that isn't one. */
    public static TimeField of(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new LevadaException(ErrorCode.SQL_INVALID, name + " is not a unit of time");
        }
    }

    /** Of a wall-clock time in microseconds. */
    public long of(long micros) {
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        long inDay = micros - day * MICROS_PER_DAY;
        return switch (this) {
            case HOUR -> inDay / (3600 * MICROS_PER_SECOND);
            case MINUTE -> inDay / (60 * MICROS_PER_SECOND) % 60;
            case SECOND -> inDay / MICROS_PER_SECOND % 60;
            case MILLISECOND -> inDay / 1000 % 1000;
            case MICROSECOND -> inDay % MICROS_PER_SECOND;
            case NANOSECOND -> inDay % MICROS_PER_SECOND * 1000;
            case EPOCH -> Math.floorDiv(micros, MICROS_PER_SECOND);
            default -> ofDate((int) day);
        };
    }

    /** Of days since 1970-01-01. */
    public long ofDate(int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        int year = date.getYear();
        return switch (this) {
            case MILLENNIUM -> year > 0 ? (year + 999) / 1000 : (year - 999) / 1000;
            case CENTURY -> year > 0 ? (year + 99) / 100 : (year - 99) / 100;
            case DECADE -> year / 10;
            case YEAR -> year;
            case ISOYEAR -> date.get(IsoFields.WEEK_BASED_YEAR);
            case QUARTER -> (date.getMonthValue() + 2) / 3;
            case MONTH -> date.getMonthValue();
            case WEEK -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case DAY -> date.getDayOfMonth();
            case DOW -> date.getDayOfWeek().getValue() % 7 + 1;
            case ISODOW -> date.getDayOfWeek().getValue();
            case DOY -> date.getDayOfYear();
            case EPOCH -> days * 86_400L;
            case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, NANOSECOND -> 0;
        };
    }

    /** Of an interval of months. */
    public long ofMonths(int months) {
        return switch (this) {
            case YEAR -> months / 12;
            case QUARTER -> months % 12 / 3 + 1;
            case MONTH -> months % 12;
            default -> throw unsupported("an interval of months");
        };
    }

    /** Of an interval in milliseconds. */
    public long ofMillis(long millis) {
        return switch (this) {
            case DAY -> millis / 86_400_000;
            case HOUR -> millis / 3_600_000 % 24;
            case MINUTE -> millis / 60_000 % 60;
            case SECOND -> millis / 1000 % 60;
            case MILLISECOND -> millis % 1000;
            case EPOCH -> millis / 1000;
            default -> throw unsupported("an interval of days and seconds");
        };
    }

    /** The start of the unit that a wall-clock time in microseconds lies in. */
    public long floor(long micros) {
        long length = length();
        return length > 0
                ? Math.floorDiv(micros, length) * length
                : floorDate((int) Math.floorDiv(micros, MICROS_PER_DAY)) * MICROS_PER_DAY;
    }

    /** The first start of a unit that is not before a wall-clock time in microseconds. */
    public long ceil(long micros) {
        long length = length();
        if (length > 0) {
            return -Math.floorDiv(-micros, length) * length;
        }
        long floor = floor(micros);
        return floor == micros ? floor : next((int) (floor / MICROS_PER_DAY)) * MICROS_PER_DAY;
    }

    public int floorDate(int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        int year = date.getYear();
        return switch (this) {
            case MILLENNIUM -> january((year + 999) / 1000 * 1000 - 999);
            case CENTURY -> january((year + 99) / 100 * 100 - 99);
            case DECADE -> january(year / 10 * 10);
            case YEAR -> january(year);
            case QUARTER ->
                (int) LocalDate.of(year, (date.getMonthValue() - 1) / 3 * 3 + 1, 1)
                        .toEpochDay();
            case MONTH -> (int) date.withDayOfMonth(1).toEpochDay();
            case WEEK -> days - date.getDayOfWeek().getValue() % 7;
            case DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, NANOSECOND -> days;
            case ISOYEAR, DOW, ISODOW, DOY, EPOCH -> throw unsupported("rounding");
        };
    }

    public int ceilDate(int days) {
        int floor = floorDate(days);
        return floor == days ? floor : next(floor);
    }

    /** The start of the unit after one that starts at that day. */
    private int next(int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        LocalDate next = switch (this) {
            case MILLENNIUM -> date.plus(1, ChronoUnit.MILLENNIA);
            case CENTURY -> date.plusYears(100);
            case DECADE -> date.plusYears(10);
            case YEAR -> date.plusYears(1);
            case QUARTER -> date.plusMonths(3);
            case MONTH -> date.plusMonths(1);
            case WEEK -> date.plusDays(7);
            default -> date.plusDays(1);
        };
        return (int) next.toEpochDay();
    }

    /** In microseconds, for the units that all have one length; else 0. */
    private long length() {
        return switch (this) {
            case DAY -> MICROS_PER_DAY;
            case HOUR -> 3600 * MICROS_PER_SECOND;
            case MINUTE -> 60 * MICROS_PER_SECOND;
            case SECOND -> MICROS_PER_SECOND;
            case MILLISECOND -> 1000;
            case MICROSECOND, NANOSECOND -> 1;
            default -> 0;
        };
    }

    private static int january(int year) {
        return (int) LocalDate.of(year, 1, 1).toEpochDay();
    }

    private LevadaException unsupported(String what) {
        return new LevadaException(ErrorCode.SQL_INVALID, this + " doesn't go with " + what);
    }
}
