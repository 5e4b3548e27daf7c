package io.levada.engine.dataflow;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How a worker sleeps and is woken. Whoever has something for the worker makes it visible and then calls {@link #wake};
 * the worker calls {@link #clear}, looks for work, and calls {@link #park} when there was none: a wake between the two
 * is not lost.
 */
final class WorkerSignal {
    private volatile boolean signalled;
    private volatile @Nullable Thread parked;

    /** From any thread. The volatile write before the read is what keeps a sleeper from being missed. */
    void wake() {
        signalled = true;
        Thread thread = parked;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    void clear() {
        signalled = false;
    }

    void park(long nanos) {
        parked = Thread.currentThread();
        if (!signalled) {
            LockSupport.parkNanos(this, nanos);
        }
        parked = null;
    }
}
