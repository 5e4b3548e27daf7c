package io.levada.engine.dataflow;

import io.levada.core.data.Watermark;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The watermark of a source that one worker reads: for each split the greatest time so far, then the least over the splits
 * that aren't idle. A split that has given nothing yet holds back, until it is idle; a worker without splits is idle,
 * unless no more will come: then its end is near, and until then it holds back, so that nobody runs ahead of what its last
 * rows have still to bring about in windows.
 */
final class SplitWatermarks {
    private final long idleNanos;
    private final Map<String, Split> splits = new LinkedHashMap<>();
    private final Map<String, Long> restored = new HashMap<>();
    private long mark = Watermark.NONE;
    private boolean idle = true;
    private boolean complete;

    /** @param idleNanos a split that was silent for so long isn't waited for; 0 to wait for ever */
    SplitWatermarks(long idleNanos) {
        this.idleNanos = idleNanos;
    }

    private static final class Split {
        private long mark = Watermark.NONE;
        private long lastSeen;
        private boolean idle;
    }

    void assign(String id, long nowNanos) {
        Split split = new Split();
        split.mark = restored.getOrDefault(id, Watermark.NONE);
        split.lastSeen = nowNanos;
        splits.put(id, split);
    }

    /** Rows came. @param micros the greatest time among them, {@link Watermark#NONE} when all were NULL */
    void observe(String id, long micros, long nowNanos) {
        Split split = splits.get(id);
        if (split == null) {
            throw new IllegalStateException("rows of a split that was never assigned: " + id);
        }
        split.mark = Math.max(split.mark, micros);
        split.lastSeen = nowNanos;
        split.idle = false;
    }

    /** No split will be assigned any more. */
    void complete() {
        complete = true;
    }

    void end(String id) {
        splits.remove(id);
    }

    /** The reader wasn't asked for so long: its silence in that time doesn't count. */
    void paused(long nanos) {
        splits.values().forEach(s -> s.lastSeen += nanos);
    }

    void update(long nowNanos) {
        if (complete && splits.isEmpty()) {
            idle = false;
            return;
        }
        long least = Long.MAX_VALUE;
        long lastSeen = Long.MIN_VALUE;
        long leastOfLast = Watermark.NONE;
        idle = true;
        for (Split split : splits.values()) {
            if (idleNanos > 0 && nowNanos - split.lastSeen >= idleNanos) {
                split.idle = true;
            }
            if (!split.idle) {
                idle = false;
                least = Math.min(least, split.mark);
            }
            if (split.lastSeen > lastSeen) {
                lastSeen = split.lastSeen;
                leastOfLast = split.mark;
            } else if (split.lastSeen == lastSeen) {
                leastOfLast = Math.min(leastOfLast, split.mark);
            }
        }
        // The one that fell silent last was alone for a moment, also where that moment passed between two calls.
        mark = Math.max(mark, idle ? leastOfLast : least);
    }

    long mark() {
        return mark;
    }

    boolean isIdle() {
        return idle;
    }

    /** When {@link #update} may find another split idle, in clock nanoseconds; Long.MAX_VALUE for never. */
    long nextChangeNanos() {
        long next = Long.MAX_VALUE;
        if (idleNanos > 0) {
            for (Split split : splits.values()) {
                if (!split.idle) {
                    next = Math.min(next, split.lastSeen + idleNanos);
                }
            }
        }
        return next;
    }

    /** The time that each split has reached, for a checkpoint. */
    Map<String, Long> marks() {
        Map<String, Long> marks = new LinkedHashMap<>();
        splits.forEach((id, split) -> marks.put(id, split.mark));
        return marks;
    }

    /** Before {@link #assign}: what a split had reached. */
    void restore(String id, long micros) {
        restored.put(id, micros);
    }

    /** What was promised before the restart holds. */
    void restorePromise(long micros) {
        mark = micros;
    }
}
