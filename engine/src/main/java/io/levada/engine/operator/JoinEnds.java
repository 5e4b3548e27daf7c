package io.levada.engine.operator;

import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.JoinTime;

/** When the rows of one side of an interval join are over: their own time and a while. */
final class JoinEnds {
    private final int column;
    private final long whileMicros;
    private final EndQueue queue = new EndQueue();
    private final int[] one = new int[1];

    private JoinEnds(int column, long whileMicros) {
        this.column = column;
        this.whileMicros = whileMicros;
    }

    static JoinEnds of(JoinTime.Interval times, boolean right) {
        return right
                ? new JoinEnds(times.rightTime(), times.rightMicros())
                : new JoinEnds(times.leftTime(), times.leftMicros());
    }

    /** The input column that tells. */
    int column() {
        return column;
    }

    /** The watermark at which a row with that value in the column is over. */
    long end(long value) {
        return value + whileMicros;
    }

    void add(int id, long end) {
        queue.add(end, id);
    }

    /** Adds a row that was read back. */
    void restore(JoinSide side, int id) {
        Column times = Column.create(side.type().type(column), 1);
        one[0] = id;
        side.load(column, one, 0, 1, times);
        queue.add(end(((LongColumn) times).get(0)), id);
    }

    boolean isDue(long watermark) {
        return !queue.isEmpty() && queue.firstEnd() <= watermark;
    }

    int poll() {
        return queue.poll();
    }

    long memoryBytes() {
        return queue.memoryBytes();
    }
}
