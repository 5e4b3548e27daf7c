package io.levada.engine.physical;

import java.util.List;

/** How rows find the worker that takes them next. */
public sealed interface Exchange {
    /** To the same worker. */
    record Forward() implements Exchange {}

    /**
     * To the worker that owns the key group of the row's key.
     *
     * @param keys columns, in the order in which the receiving operator hashes them; none sends all rows to one worker
     */
    record Hash(List<Integer> keys) implements Exchange {
        public Hash {
            keys = List.copyOf(keys);
        }
    }

    /** To worker 0. */
    record Single() implements Exchange {}
}
