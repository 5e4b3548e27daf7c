package io.levada.engine.dataflow;

import io.levada.engine.time.Clock;
import java.time.ZoneId;

/** What all tasks of one worker share. */
public record TaskSettings(
        int worker, int workers, int batchSize, long stateTtlMicros, ZoneId zone, Clock clock, StateBudget budget) {}
