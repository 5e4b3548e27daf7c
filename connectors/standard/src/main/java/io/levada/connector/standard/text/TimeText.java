package io.levada.connector.standard.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Dates, times and timestamps as Flink's formats write them. Years have four digits. The parsers give {@link #INVALID}
 * for what isn't one.
 */
public final class TimeText {
    /** No date, time or timestamp with a four-digit year has this value. */
    public static final long INVALID = Long.MIN_VALUE;

    static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long MICROS_PER_MINUTE = 60_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long SIXES = 0x0606060606060606L;
    private static final long HIGH_NIBBLES = 0xF0F0F0F0F0F0F0F0L;
    /** The third and the sixth character of {@code HH:mm:ss}. */
    private static final long COLON_PLACES = 0x0000FF0000FF0000L;

    private static final long COLONS_TO_ZEROS = 0x00000A00000A0000L;
    static final int DATE_LENGTH = 10;

    private TimeText() {}

    /**
     * How a timestamp is written.
     *
     * @param separator between date and time
     * @param secondsOptional whether {@code HH:mm} is enough
     * @param strict whether a day that the month doesn't have is refused; else it is the month's last day, and 24:00 is
     *     the next day's 0:00, as java.time's "smart" resolution has it
     * @param zulu whether a {@code Z} ends it
     */
    public record Layout(char separator, boolean secondsOptional, boolean strict, boolean zulu) {
        public static final Layout SQL = new Layout(' ', false, false, false);
        public static final Layout SQL_ZULU = new Layout(' ', false, false, true);
        public static final Layout ISO = new Layout('T', true, true, false);
        public static final Layout ISO_ZULU = new Layout('T', true, false, true);
    }

    /** {@code yyyy-MM-dd} as days since 1970-01-01. */
    public static long parseDate(byte[] b, int from, int to) {
        return to - from == DATE_LENGTH ? date(b, from, true) : INVALID;
    }

    /**
     * {@code yyyy-[M]M-[d]d} as days since 1970-01-01, as java.sql.Date reads it: a day that the month doesn't have is
     * one of the next month.
     */
    public static long parseLenientDate(byte[] b, int from, int to) {
        if (to - from < 8 || to - from > DATE_LENGTH || b[from + 4] != '-') {
            return INVALID;
        }
        int century = twoDigits(b, from);
        int yearOfCentury = twoDigits(b, from + 2);
        int monthEnd = b[from + 6] == '-' ? from + 6 : from + 7;
        int month = shortNumber(b, from + 5, monthEnd);
        int day = monthEnd < to && b[monthEnd] == '-' ? shortNumber(b, monthEnd + 1, to) : -1;
        if ((century | yearOfCentury) < 0 || month < 1 || month > 12 || day < 1 || day > 31) {
            return INVALID;
        }
        return epochDay(century * 100 + yearOfCentury, month, 1) + day - 1;
    }

    private static int shortNumber(byte[] b, int from, int to) {
        if (to - from == 2) {
            return twoDigits(b, from);
        }
        return to - from == 1 && b[from] >= '0' && b[from] <= '9' ? b[from] - '0' : -1;
    }

    /** The ten bytes of a date; one that the month doesn't have is refused or, when not strict, the month's last. */
    static long date(byte[] b, int from, boolean strict) {
        int century = twoDigits(b, from);
        int yearOfCentury = twoDigits(b, from + 2);
        int month = twoDigits(b, from + 5);
        int day = twoDigits(b, from + 8);
        if ((century | yearOfCentury | month | day) < 0
                || b[from + 4] != '-'
                || b[from + 7] != '-'
                || month < 1
                || month > 12
                || day < 1
                || day > 31) {
            return INVALID;
        }
        int year = century * 100 + yearOfCentury;
        int last = lengthOfMonth(year, month);
        if (day > last) {
            return strict ? INVALID : epochDay(year, month, last);
        }
        return epochDay(year, month, day);
    }

    /**
     * {@code HH:mm:ss} with up to nine digits of a fraction, as microseconds of the day.
     *
     * @param secondsOptional whether {@code HH:mm} is enough
     * @param endOfDay whether 24:00:00 is a time, of 24 hours
     * @param precision digits of the fraction that count
     */
    public static long parseTime(byte[] b, int from, int to, boolean secondsOptional, boolean endOfDay, int precision) {
        long seconds;
        int i = from + 8;
        if (i <= to) {
            seconds = clock((long) LONGS.get(b, from));
        } else {
            seconds = secondsOptional && to - from == 5 ? hourAndMinute(b, from) : INVALID;
            i = to;
        }
        if (seconds == INVALID || seconds >= SECONDS_PER_DAY && !(endOfDay && seconds == SECONDS_PER_DAY)) {
            return INVALID;
        }
        long micros = 0;
        if (i < to) {
            if (b[i] != '.' || to - i > 10) {
                return INVALID;
            }
            int first = ++i;
            boolean anyFraction = false;
            for (; i < to; i++) {
                int digit = b[i] - '0';
                if (digit < 0 || digit > 9) {
                    return INVALID;
                }
                anyFraction |= digit != 0;
                if (i - first < precision && i - first < 6) {
                    micros += digit * LongPowers.TEN[5 - (i - first)];
                }
            }
            if (anyFraction && seconds == SECONDS_PER_DAY) {
                return INVALID;
            }
        }
        return seconds * 1_000_000 + micros;
    }

    /** The seconds of {@code HH:mm:ss}, all eight characters at once: hours from 0 to 99. */
    private static long clock(long text) {
        long word = text ^ COLONS_TO_ZEROS;
        boolean digits = (word & HIGH_NIBBLES) == ZEROS && (word + SIXES & HIGH_NIBBLES) == ZEROS;
        if (!digits || (word & COLON_PLACES) != (ZEROS & COLON_PLACES)) {
            return INVALID;
        }
        long values = word & ~HIGH_NIBBLES;
        long pairs = values * 10 + (values >>> 8);
        long hour = pairs & 0xFF;
        long minute = pairs >>> 24 & 0xFF;
        long second = pairs >>> 48 & 0xFF;
        return minute > 59 || second > 59 ? INVALID : (hour * 60 + minute) * 60 + second;
    }

    private static long hourAndMinute(byte[] b, int from) {
        int hour = twoDigits(b, from);
        int minute = twoDigits(b, from + 3);
        return (hour | minute) < 0 || b[from + 2] != ':' || minute > 59 ? INVALID : (hour * 60L + minute) * 60;
    }

    /** Cuts microseconds to so many digits of the second's fraction. */
    public static long truncate(long micros, int precision) {
        if (precision >= 6) {
            return micros;
        }
        long unit = LongPowers.TEN[6 - precision];
        return Math.floorDiv(micros, unit) * unit;
    }

    /** Whether it is the {@code 0000-00-00 00:00:00} that some databases write for a time that isn't known. */
    public static boolean isZeroTimestamp(byte[] b, int from, int to) {
        if (to - from < DATE_LENGTH + 1) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte c = b[i];
            if (c != '0' && c != '-' && c != ':' && c != '.' && c != ' ' && c != 'T' && c != 'Z') {
                return false;
            }
        }
        return twoDigits(b, from) == 0 && b[from + 4] == '-' && b[from + 7] == '-';
    }

    /** Writes {@code yyyy-MM-dd}. */
    public static void writeDate(ByteWriter out, long epochDay) {
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        if (year < 0) {
            out.write('-');
        } else if (year > 9999) {
            out.write('+');
        }
        out.writePadded(Math.abs(year), 4);
        out.write('-');
        out.writePadded(month, 2);
        out.write('-');
        out.writePadded(day, 2);
    }

    /** Writes {@code HH:mm:ss} and, when it isn't whole, as few digits of the fraction as say all of it. */
    public static void writeTime(ByteWriter out, long microsOfDay) {
        long seconds = microsOfDay / 1_000_000;
        out.writePadded(seconds / 3600, 2);
        out.write(':');
        out.writePadded(seconds / 60 % 60, 2);
        out.write(':');
        out.writePadded(seconds % 60, 2);
        writeFraction(out, (int) (microsOfDay % 1_000_000));
    }

    static void writeFraction(ByteWriter out, int micros) {
        boolean isMillis = micros % 1000 == 0;
        int digits = isMillis ? 3 : 6;
        int fraction = isMillis ? micros / 1000 : micros;
        while (digits > 0 && fraction % 10 == 0) {
            fraction /= 10;
            digits--;
        }
        if (digits > 0) {
            out.write('.');
            out.writePadded(fraction, digits);
        }
    }

    /** Writes what timestamps of one minute begin with, in place of what {@code out} held. */
    static void writeMinute(ByteWriter out, long micros, Layout layout) {
        out.clear();
        writeDate(out, Math.floorDiv(micros, MICROS_PER_DAY));
        out.write(layout.separator);
        long minutes = Math.floorMod(micros, MICROS_PER_DAY) / MICROS_PER_MINUTE;
        out.writePadded(minutes / 60, 2);
        out.write(':');
        out.writePadded(minutes % 60, 2);
        out.write(':');
    }

    /** Writes {@code yyyy-MM-dd HH:mm:ss} with just so many digits of the fraction: SQL's text form of a timestamp. */
    public static void writeTimestampFixed(ByteWriter out, long micros, int precision) {
        writeDate(out, Math.floorDiv(micros, MICROS_PER_DAY));
        out.write(' ');
        long time = Math.floorMod(micros, MICROS_PER_DAY);
        writeTime(out, time / 1_000_000 * 1_000_000);
        if (precision > 0) {
            out.write('.');
            out.writePadded(time % 1_000_000 / LongPowers.TEN[6 - precision], precision);
        }
    }

    private static int twoDigits(byte[] b, int at) {
        int tens = b[at] - '0';
        int ones = b[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static int lengthOfMonth(int year, int month) {
        if (month == 2) {
            return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since 1970-01-01, counted from March so that the leap day is the year's last. */
    private static long epochDay(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
