package io.levada.engine.operator;

import java.util.concurrent.atomic.AtomicLong;

/** A figure that one thread increases and others read. */
final class Counter {
    private final AtomicLong value = new AtomicLong();

    /** Only from the owner's thread. */
    void add(long count) {
        value.lazySet(value.getPlain() + count);
    }

    long get() {
        return value.get();
    }
}
