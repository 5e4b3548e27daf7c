package io.levada.core.function;

import java.time.ZoneId;

/** What an expression may ask about its surroundings while it is evaluated. */
public interface EvaluationContext {
    /** The clock when the current batch was begun, microseconds since the epoch. */
    long nowMicros();

    /** The session's zone. */
    ZoneId zone();

    /** The watermark of this task, microseconds; {@link io.levada.core.data.Watermark#NONE} before the first. */
    long watermarkMicros();
}
