package io.levada.connector.standard.text;

/**
 * Writes timestamps of one column. It keeps the text of the minute that came last, because the next one is mostly in it.
 * Used by one thread.
 */
public final class TimestampWriter {
    private static final long MICROS_PER_MINUTE = 60_000_000;
    private static final int MICROS_PER_SECOND = 1_000_000;

    private final TimeText.Layout layout;
    /** Date, separator, and {@code HH:mm:}. */
    private final ByteWriter minute = new ByteWriter(32);

    private long minuteStart;

    public TimestampWriter(TimeText.Layout layout) {
        this.layout = layout;
    }

    public void write(ByteWriter out, long micros) {
        long within = micros - minuteStart;
        if (within < 0 || within >= MICROS_PER_MINUTE || minute.size() == 0) {
            within = Math.floorMod(micros, MICROS_PER_MINUTE);
            minuteStart = micros - within;
            TimeText.writeMinute(minute, minuteStart, layout);
        }
        out.write(minute.array(), 0, minute.size());
        int second = (int) within / MICROS_PER_SECOND;
        out.writePadded(second, 2);
        TimeText.writeFraction(out, (int) within - second * MICROS_PER_SECOND);
        if (layout.zulu()) {
            out.write('Z');
        }
    }
}
