package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Dates, times, timestamps and intervals from and to text, by Flink's CAST rules. Every parser throws
 * {@link BadValueException}.
 */
public final class TimeText {
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

    private TimeText() {}

    /** {@code yyyy[-M[-d]]}, spaces around the numbers allowed; what follows a space after it is ignored. Days. */
    public static int parseDate(Bytes text) {
        String s = text.toString();
        int space = s.indexOf(' ');
        String[] parts = (space > 0 ? s.substring(0, space) : s).split("-", -1);
        if (parts.length > 3) {
            throw NumberText.bad(text, "a DATE");
        }
        int year = number(parts[0], text, "a DATE");
        int month = parts.length > 1 ? number(parts[1], text, "a DATE") : 1;
        int day = parts.length > 2 ? number(parts[2], text, "a DATE") : 1;
        return epochDay(year, month, day, text, "a DATE");
    }

    /** {@code H[:m[:s[.fff]]]}. Milliseconds of the day. */
    public static int parseTime(Bytes text) {
        String s = text.toString();
        int dot = s.indexOf('.');
        String[] parts = (dot < 0 ? s : s.substring(0, dot)).split(":", -1);
        if (parts.length > 3 || dot >= 0 && parts.length != 3) {
            throw NumberText.bad(text, "a TIME");
        }
        int hour = number(parts[0], text, "a TIME");
        int minute = parts.length > 1 ? number(parts[1], text, "a TIME") : 0;
        int second = parts.length > 2 ? number(parts[2], text, "a TIME") : 0;
        int millis = 0;
        if (dot >= 0) {
            String fraction = (s.substring(dot + 1).strip() + "000").substring(0, 3);
            millis = number(fraction, text, "a TIME");
        }
        if (hour > 23 || minute > 59 || second > 59) {
            throw NumberText.bad(text, "a TIME");
        }
        return ((hour * 60 + minute) * 60 + second) * 1000 + millis;
    }

    private static int number(String part, Bytes text, String what) {
        String digits = part.strip();
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i > 7) {
                throw NumberText.bad(text, what);
            }
            value = value * 10 + digit;
        }
        if (digits.isEmpty()) {
            throw NumberText.bad(text, what);
        }
        return value;
    }

    private static int epochDay(int year, int month, int day, Bytes text, String what) {
        if (year > 9999 || month < 1 || month > 12 || day < 1) {
            throw NumberText.bad(text, what);
        }
        if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
            throw NumberText.bad(text, what);
        }
        return (int) LocalDate.of(year, month, day).toEpochDay();
    }

    /**
     * {@code yyyy-M-d[ H:m:s[.f]]}, up to nine fractional digits, of which the precision keeps some. Microseconds of
     * the wall clock since 1970.
     */
    public static long parseTimestamp(Bytes text, int precision) {
        byte[] a = text.array();
        int start = text.offset();
        int end = start + text.length();
        int i = start;
        int[] fields = new int[6];
        for (int field = 0; field < 6; field++) {
            int digits = 0;
            int most = field == 0 ? 4 : 2;
            int value = 0;
            while (i < end && digits < most && a[i] >= '0' && a[i] <= '9') {
                value = value * 10 + a[i++] - '0';
                digits++;
            }
            if (digits == 0 || field == 0 && digits != 4) {
                throw NumberText.bad(text, "a TIMESTAMP");
            }
            fields[field] = value;
            if (i == end && (field == 2 || field == 5)) {
                break;
            }
            if (field < 5) {
                byte separator = (byte) (field < 2 ? '-' : field == 2 ? ' ' : ':');
                if (i == end || a[i++] != separator) {
                    throw NumberText.bad(text, "a TIMESTAMP");
                }
            }
        }
        long fraction = i == end ? 0 : fraction(a, i, end, precision, text);
        long day = epochDay(fields[0], fields[1], fields[2], text, "a TIMESTAMP");
        if (fields[3] > 23 || fields[4] > 59 || fields[5] > 59) {
            throw NumberText.bad(text, "a TIMESTAMP");
        }
        long seconds = (fields[3] * 60L + fields[4]) * 60L + fields[5];
        return day * MICROS_PER_DAY + seconds * MICROS_PER_SECOND + fraction;
    }

    private static long fraction(byte[] a, int from, int end, int precision, Bytes text) {
        if (a[from] != '.' || end - from > 10) {
            throw NumberText.bad(text, "a TIMESTAMP");
        }
        long micros = 0;
        long unit = MICROS_PER_SECOND / 10;
        for (int i = from + 1; i < end; i++) {
            int digit = a[i] - '0';
            if (digit < 0 || digit > 9) {
                throw NumberText.bad(text, "a TIMESTAMP");
            }
            if (i - from <= precision) {
                micros += digit * unit;
            }
            unit /= 10;
        }
        return micros;
    }

    public static Bytes formatDate(int days) {
        byte[] out = new byte[10];
        date(out, days);
        return Bytes.of(out);
    }

    /** {@code HH:mm:ss}, and as many digits of the fraction as are not 0 (at least one where the precision isn't 0). */
    public static Bytes formatTime(int millis, int precision) {
        int fraction = millis % 1000;
        int digits = Math.min(precision, 3);
        while (digits > 1 && fraction % pow(4 - digits) == 0) {
            digits--;
        }
        byte[] out = new byte[8 + (digits > 0 ? digits + 1 : 0)];
        time(out, 0, millis / 1000);
        if (digits > 0) {
            out[8] = '.';
            digits(out, 9, digits, fraction / pow(3 - digits));
        }
        return Bytes.of(out);
    }

    /** {@code yyyy-MM-dd HH:mm:ss} and exactly so many digits of the fraction. */
    public static Bytes formatTimestamp(long micros, int precision) {
        byte[] out = new byte[19 + (precision > 0 ? precision + 1 : 0)];
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        long inDay = micros - day * MICROS_PER_DAY;
        date(out, (int) day);
        out[10] = ' ';
        time(out, 11, (int) (inDay / MICROS_PER_SECOND));
        if (precision > 0) {
            out[19] = '.';
            digits(out, 20, precision, (int) (inDay % MICROS_PER_SECOND) / pow(6 - precision));
        }
        return Bytes.of(out);
    }

    /** {@code +y-MM}. */
    public static Bytes formatMonths(int months) {
        int absolute = Math.abs(months);
        return Bytes.of((months < 0 ? "-" : "+") + absolute / 12 + (absolute % 12 < 10 ? "-0" : "-") + absolute % 12);
    }

    /** {@code +d HH:mm:ss.fff}. */
    public static Bytes formatDayTime(long millis) {
        long absolute = Math.abs(millis);
        byte[] time = new byte[12];
        time(time, 0, (int) (absolute % 86_400_000 / 1000));
        time[8] = '.';
        digits(time, 9, 3, (int) (absolute % 1000));
        return Bytes.of((millis < 0 ? "-" : "+") + absolute / 86_400_000 + " " + Bytes.of(time));
    }

    private static void date(byte[] out, int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        digits(out, 0, 4, date.getYear());
        out[4] = '-';
        digits(out, 5, 2, date.getMonthValue());
        out[7] = '-';
        digits(out, 8, 2, date.getDayOfMonth());
    }

    private static void time(byte[] out, int at, int secondOfDay) {
        digits(out, at, 2, secondOfDay / 3600);
        out[at + 2] = ':';
        digits(out, at + 3, 2, secondOfDay / 60 % 60);
        out[at + 5] = ':';
        digits(out, at + 6, 2, secondOfDay % 60);
    }

    private static void digits(byte[] out, int at, int count, int value) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int pow(int exponent) {
        return (int) Decimals.power10(exponent);
    }
}
