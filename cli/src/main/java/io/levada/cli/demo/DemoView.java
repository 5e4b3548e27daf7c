package io.levada.cli.demo;

/** Shows a running demo. Used by one thread. */
interface DemoView extends AutoCloseable {
    /** How often {@link #show} wants to be called. */
    long everyMillis();

    /** The demo as it is now; called also for every alert and notice that came since. */
    void show(DemoFigures now, DemoState state);

    /** Leaves the terminal as it was found. */
    @Override
    void close();
}
