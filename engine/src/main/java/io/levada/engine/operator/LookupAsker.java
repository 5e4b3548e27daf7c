package io.levada.engine.operator;

import io.levada.core.data.Batch;
import java.util.concurrent.Future;

/** Asks an outside table for keys, in a thread of its own. */
@FunctionalInterface
public interface LookupAsker {
    /**
     * The rows of some keys. Answers come in the order of the questions, and the worker is woken for each.
     *
     * @param keys the key columns; no two rows equal, without NULL
     */
    Future<LookupIndex> ask(Batch keys);
}
