package io.levada.connector.standard.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the timestamps of one column. It remembers the last date: most timestamps of a stream are of the same day as the
 * one before. Used by one thread.
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
        return day * TimeText.MICROS_PER_DAY + time;
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
