package io.levada.cli.run;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM while a job runs: the first asks it to stop, the second to give up. The JDK has no other way to hear
 * a second Ctrl-C than {@link Signal}.
 */
public final class Interrupts implements AutoCloseable {
    private final SignalHandler beforeInt;
    private final SignalHandler beforeTerm;
    private final AtomicInteger count = new AtomicInteger();

    /** @param first and second are called in a thread of the JVM's, and must not block */
    public Interrupts(Runnable first, Runnable second) {
        SignalHandler handler = signal -> (count.incrementAndGet() == 1 ? first : second).run();
        beforeInt = Signal.handle(new Signal("INT"), handler);
        beforeTerm = Signal.handle(new Signal("TERM"), handler);
    }

    /** How often it was asked. */
    public int count() {
        return count.get();
    }

    @Override
    public void close() {
        Signal.handle(new Signal("INT"), beforeInt);
        Signal.handle(new Signal("TERM"), beforeTerm);
    }
}
