package io.levada.engine.dataflow;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that the state of a whole job may take. Tasks report what theirs takes, now and then. Thread-safe. */
public final class StateBudget {
    private static final int MEBIBYTE_SHIFT = 20;

    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    public StateBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** A task's state has grown by so much. Throws MEMORY_LIMIT when that is too much. */
    void grown(long bytes) {
        long used = usedBytes.addAndGet(bytes);
        if (used > limitBytes) {
            throw new LevadaException(
                    ErrorCode.MEMORY_LIMIT,
                    "the state of the job takes " + (used >> MEBIBYTE_SHIFT) + " MiB, more than the "
                            + (limitBytes >> MEBIBYTE_SHIFT) + " MiB that 'levada.memory.limit' allows",
                    "give it more memory ('levada.memory.limit', and -Xmx above it), let state expire"
                            + " ('table.exec.state.ttl'), or group by fewer keys; the figure state_bytes says which"
                            + " operator it is. A run with more memory goes on from the last checkpoint, where there is one");
        }
    }
}
