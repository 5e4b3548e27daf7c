package io.levada.engine.dataflow;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.engine.state.SpillDirectory;
import io.levada.engine.state.StateMemory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The memory that the state of a whole job may take. Tasks report what theirs takes and are told how much of it has to go
 * to disk: of what is too much, each task's part is as large as its part of the whole. Thread-safe.
 */
public final class StateBudget {
    private static final int MEBIBYTE_SHIFT = 20;
    /** When the limit is reached, an eighth of it is made free, so that not every batch has to make room. */
    private static final int FREE_SHIFT = 3;

    private static final int STEP_SHIFT = 5;
    private static final long LEAST_STEP = 1 << 18;

    private final long limitBytes;
    private final SpillDirectory directory;
    private final Consumer<String> notice;
    private final AtomicLong usedBytes = new AtomicLong();
    private final AtomicLong stuckBytes = new AtomicLong();
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param notice told once, when the limit is reached */
    public StateBudget(long limitBytes, SpillDirectory directory, Consumer<String> notice) {
        this.limitBytes = limitBytes;
        this.directory = directory;
        this.notice = notice;
    }

    StateMemory newMemory() {
        return new StateMemory(directory);
    }

    /** What no task has reported to take; nothing when it is more than there should be. */
    long roomBytes() {
        return Math.max(0, limitBytes - usedBytes.get());
    }

    /** A task reports when it has grown by this, and else now and then. */
    long stepBytes() {
        return Math.max(LEAST_STEP, limitBytes >> STEP_SHIFT);
    }

    /**
     * A task's state has grown by so much.
     *
     * @param taskBytes what it takes now
     * @return how much of that has to go to disk
     */
    long grown(long bytes, long taskBytes) {
        long used = usedBytes.addAndGet(bytes);
        if (used <= limitBytes) {
            return 0;
        }
        if (told.compareAndSet(false, true)) {
            notice.accept("the state of the job has reached the " + mebibytes(limitBytes)
                    + " that 'levada.memory.limit' allows: what isn't in use moves to disk in " + directory.path()
                    + ", and the job goes on, slower");
        }
        double surplus = used - (limitBytes - (limitBytes >> FREE_SHIFT));
        return (long) Math.ceil(surplus * taskBytes / used);
    }

    /** What a task can't move to disk has grown by so much. Throws MEMORY_LIMIT when that is too much. */
    void stuck(long bytes) {
        long stuck = stuckBytes.addAndGet(bytes);
        if (stuck > limitBytes) {
            throw new LevadaException(
                    ErrorCode.MEMORY_LIMIT,
                    "what the state of the job needs in memory takes " + mebibytes(stuck) + ", more than the "
                            + mebibytes(limitBytes) + " that 'levada.memory.limit' allows, and can't move to disk",
                    "give it more memory ('levada.memory.limit', and -Xmx above it), let state expire"
                            + " ('table.exec.state.ttl'), or group by fewer keys; the figure state_bytes says which"
                            + " operator it is. A run with more memory goes on from the last checkpoint, where there is one");
        }
    }

    private static String mebibytes(long bytes) {
        return (bytes >> MEBIBYTE_SHIFT) + " MiB";
    }
}
