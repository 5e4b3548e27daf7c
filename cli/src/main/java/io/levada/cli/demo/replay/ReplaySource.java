package io.levada.cli.demo.replay;

import org.jspecify.annotations.Nullable;

/** Events in the order in which they became known. Not for several threads. */
public sealed interface ReplaySource permits FlightSource, QuakeSource, PoisonedSource {
    /** How many records it gives in all. */
    long size();

    /** The next record, or null after the last. */
    @Nullable
    ReplayEvent next();
}
