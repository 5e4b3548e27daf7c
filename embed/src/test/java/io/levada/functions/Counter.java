package io.levada.functions;

import java.util.concurrent.atomic.AtomicLong;

/** Gives another number each time. */
public class Counter {
    private final AtomicLong next = new AtomicLong();

    public long eval() {
        return next.incrementAndGet();
    }

    public boolean isDeterministic() {
        return false;
    }
}
