package io.levada.connector.standard.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the timestamps of one column. It remembers the last date and the last second: most timestamps of a stream are of
 * the same day as the one before, and of a fast stream of the same second. Used by one thread.
 */
public final class TimestampParser {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final TimeText.Layout layout;
    private final int precision;
    private long lastYearAndMonth;
    private short lastDayDigits;
    private long lastDay = TimeText.INVALID;

    /** {@code yyyy-MM-dd HH:mm:ss} in three words, of which the last two share bytes. */
    private static final int SECOND_LENGTH = 19;

    private static final int LAST_WORD = SECOND_LENGTH - Long.BYTES;
    private static final int MICROS_DIGITS = 6;
    private static final int[] SCALE = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private long secondHead = -1; // no text has such bytes
    private long secondMiddle;
    private long secondTail;
    private long secondMicros;
    private long micros;

    /** @param precision digits of the second's fraction that are kept */
    public TimestampParser(TimeText.Layout layout, int precision) {
        this.layout = layout;
        this.precision = precision;
    }

    /** Microseconds, or {@link TimeText#INVALID}. */
    public long parse(byte[] b, int from, int to) {
        int end = to;
        if (layout.zulu()) {
            if (end == from || b[end - 1] != 'Z') {
                return TimeText.INVALID;
            }
            end--;
        }
        if (end - from < TimeText.DATE_LENGTH + 1) {
            return TimeText.INVALID;
        }
        int separator = b[from + TimeText.DATE_LENGTH];
        if (separator != layout.separator() && !(layout.separator() == 'T' && layout.strict() && separator == 't')) {
            return TimeText.INVALID;
        }
        long day = day(b, from);
        long time = TimeText.parseTime(
                b, from + TimeText.DATE_LENGTH + 1, end, layout.secondsOptional(), !layout.strict(), precision);
        if (day == TimeText.INVALID || time == TimeText.INVALID) {
            return TimeText.INVALID;
        }
        long value = day * TimeText.MICROS_PER_DAY + time;
        if (end - from > SECOND_LENGTH && b[from + SECOND_LENGTH] == '.' && time < TimeText.MICROS_PER_DAY) {
            secondHead = (long) LONGS.get(b, from);
            secondMiddle = (long) LONGS.get(b, from + Long.BYTES);
            secondTail = (long) LONGS.get(b, from + LAST_WORD);
            secondMicros = value - Math.floorMod(value, 1_000_000L);
        }
        return value;
    }

    /**
     * Reads a timestamp with a fraction of one to six digits that lies in the same second as the last one that
     * {@link #parse} has read; {@link #micros} is its value then.
     *
     * @param limit the end of what may be read
     * @return the index after it, or -1 when it isn't such a timestamp
     */
    public int parseInSameSecond(byte[] b, int from, int limit) {
        int i = from + SECOND_LENGTH;
        if (i + 1 >= limit
                || (long) LONGS.get(b, from) != secondHead
                || (long) LONGS.get(b, from + Long.BYTES) != secondMiddle
                || (long) LONGS.get(b, from + LAST_WORD) != secondTail
                || b[i] != '.') {
            return -1;
        }
        int first = ++i;
        int kept = Math.min(precision, MICROS_DIGITS);
        int fraction = 0;
        int digit;
        while (i < limit && (digit = b[i] - '0') >= 0 && digit <= 9) {
            if (i - first < kept) {
                fraction = fraction * 10 + digit;
            }
            i++;
        }
        int digits = i - first;
        if (digits == 0 || digits > MICROS_DIGITS) {
            return -1;
        }
        micros = secondMicros + (long) fraction * SCALE[Math.min(digits, kept)];
        if (layout.zulu()) {
            return i < limit && b[i] == 'Z' ? i + 1 : -1;
        }
        return i;
    }

    /** Of what {@link #parseInSameSecond} has read. */
    public long micros() {
        return micros;
    }

    private long day(byte[] b, int from) {
        long yearAndMonth = (long) LONGS.get(b, from);
        short dayDigits = (short) SHORTS.get(b, from + 8);
        if (yearAndMonth != lastYearAndMonth || dayDigits != lastDayDigits) {
            lastDay = TimeText.date(b, from, layout.strict());
            lastYearAndMonth = yearAndMonth;
            lastDayDigits = dayDigits;
        }
        return lastDay;
    }
}
