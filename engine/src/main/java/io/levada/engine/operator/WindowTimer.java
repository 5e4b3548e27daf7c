package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Watermark;
import io.levada.core.type.DataType;
import io.levada.engine.window.WallClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * How far time has come for a window operator: the watermark, or the clock. In checkpoints it is shared state, and after
 * a restore the least of what the workers had.
 */
final class WindowTimer {
    private static final int FORMAT = 1;

    private final WallClock clock;
    private final boolean processingTime;
    private long time = Watermark.NONE;
    private boolean restored;

    WindowTimer(DataType timeAttribute, boolean processingTime, ZoneId zone) {
        clock = WallClock.of(timeAttribute, zone);
        this.processingTime = processingTime;
    }

    WallClock clock() {
        return clock;
    }

    long time() {
        return time;
    }

    void advance(long micros) {
        time = Math.max(time, micros);
    }

    /** Whether a window that ends at that wall-clock time is closed. */
    boolean isFired(long windowEnd) {
        if (time == Watermark.NONE) {
            return false;
        }
        return (processingTime ? clock.endTime(windowEnd) : clock.closingTime(windowEnd)) <= time;
    }

    /** The wall-clock time of each row: of its time attribute, or of now. */
    void localTimes(Batch batch, int column, OperatorContext context, long[] local) {
        if (processingTime) {
            Arrays.fill(local, 0, batch.rowCount(), clock.toLocal(Math.max(time, context.nowMicros())));
        } else {
            clock.toLocal(WindowInput.times(batch, column), local, batch.rowCount());
        }
    }

    static void write(long time, DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        out.writeLong(time);
    }

    /** Reads what {@link #write} wrote. */
    static long readTime(DataInput in) throws IOException {
        SnapshotFormat.readVersion(in, FORMAT, "a window's time");
        return in.readLong();
    }

    void read(DataInput in) throws IOException {
        long written = readTime(in);
        time = restored ? Math.min(time, written) : written;
        restored = true;
    }
}
