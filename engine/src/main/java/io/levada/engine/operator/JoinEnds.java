package io.levada.engine.operator;

import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinTime;
import io.levada.engine.window.WallClock;

/** When the rows of one side of a join are over: their own time and a while, or the end of their window. */
final class JoinEnds {
    private final int column;
    private final long whileMicros;
    private final boolean windowed;
    private final WallClock clock;
    private final EndQueue queue = new EndQueue();
    private final int[] one = new int[1];

    private JoinEnds(int column, long whileMicros, boolean windowed, WallClock clock) {
        this.column = column;
        this.whileMicros = whileMicros;
        this.windowed = windowed;
        this.clock = clock;
    }

    static JoinEnds of(Join node, boolean right, WallClock clock) {
        return switch (node.time()) {
            case JoinTime.Unbounded u -> throw new IllegalArgumentException("rows that are never over");
            case JoinTime.Interval i ->
                right
                        ? new JoinEnds(i.rightTime(), i.rightMicros(), false, clock)
                        : new JoinEnds(i.leftTime(), i.leftMicros(), false, clock);
            case JoinTime.Window w -> {
                int column = (right ? node.rightKeys() : node.leftKeys()).get(w.key());
                yield new JoinEnds(column, 0, true, clock);
            }
        };
    }

    /** The input column that tells. */
    int column() {
        return column;
    }

    /** The watermark at which a row with that value in the column is over. */
    long end(long value) {
        return windowed ? clock.closingTime(value) : value + whileMicros;
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
