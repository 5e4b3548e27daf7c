package io.levada.engine.operator;

/**
 * An operator that asks somebody outside and goes on when the answer is there. While it waits its task takes no input and
 * passes no barrier, so that what is under way needs no place in a checkpoint; the worker's other tasks go on.
 */
public interface WaitingOperator extends Operator {
    /** Whether it holds rows whose answers are still to come. {@link #watermark} must return false as long. */
    boolean isWaiting();

    /**
     * Emits the rows whose answers have come, in their order. Called by the worker, which is to be woken when there are
     * some.
     *
     * @return whether there were any
     */
    boolean resume();
}
