package io.levada.engine.operator;

import io.levada.core.connector.Figures;
import io.levada.core.function.EvaluationContext;

/** What the engine gives to an operator. Its {@link EvaluationContext} part is for expressions. */
public interface OperatorContext extends EvaluationContext {
    /** 0 to {@link #workers()} - 1. */
    int worker();

    int workers();

    /** The most rows that a batch should have. */
    int batchSize();

    /** Keyed state that no row touched for so long may be dropped; 0 keeps it. */
    long stateTtlMicros();

    /** Bytes of memory that the state of the whole job may still take, now. */
    long stateRoomBytes();

    Figures figures();
}
