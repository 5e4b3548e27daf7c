package io.levada.core.data;

/**
 * The promise that no row with an earlier time follows, or that the sender is idle and is not to be waited for.
 *
 * @param micros microseconds on the scale of the time attribute; {@link #END} after the last row of a bounded input;
 *     {@link #IDLE} is no time but says that until the next batch or watermark the sender holds nobody back
 */
public record Watermark(long micros) implements Message {
    public static final long END = Long.MAX_VALUE;
    public static final long NONE = Long.MIN_VALUE;
    public static final long IDLE = Long.MIN_VALUE + 1;

    public boolean isEnd() {
        return micros == END;
    }

    public boolean isIdle() {
        return micros == IDLE;
    }
}
