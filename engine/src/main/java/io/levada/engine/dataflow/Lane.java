package io.levada.engine.dataflow;

import io.levada.core.data.Message;
import java.util.ArrayDeque;

/**
 * One way out of a task, to a channel or a sink. What doesn't fit now waits here, in order; the task takes no input while
 * anything waits, so that little ever does.
 */
abstract class Lane {
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(Message message, long arrivalNanos, boolean owned) {}

    final void send(Message message, long arrivalNanos) {
        send(message, arrivalNanos, false);
    }

    /** @param owned whether nobody else holds the batch or anything in it */
    final void send(Message message, long arrivalNanos, boolean owned) {
        if (!waiting.isEmpty() || !deliver(message, arrivalNanos, owned)) {
            waiting.add(new Waiting(message, arrivalNanos, owned));
        }
    }

    /** Delivers what waits, as far as it fits. @return whether anything moved */
    final boolean drain() {
        boolean moved = false;
        for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
            if (!deliver(next.message(), next.arrivalNanos(), next.owned())) {
                break;
            }
            waiting.remove();
            moved = true;
        }
        return moved;
    }

    final boolean isClear() {
        return waiting.isEmpty();
    }

    /** Whether nobody holds any numbers of a batch that was sent. */
    boolean isSpent() {
        return false;
    }

    /** @return false when there is no room; then nothing happened */
    abstract boolean deliver(Message message, long arrivalNanos, boolean owned);
}
