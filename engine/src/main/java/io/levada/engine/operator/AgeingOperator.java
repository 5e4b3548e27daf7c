package io.levada.engine.operator;

import io.levada.engine.state.Records;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An operator with a table of keys that are forgotten when they weren't touched for the time to live. */
abstract class AgeingOperator extends AbstractOperator {
    private long ttlMicros;
    private @Nullable ExpirySweep sweep;

    /** The records of the keys. */
    abstract Records records();

    /** The word that says when a key was touched, microseconds; 0 in a key that doesn't age. */
    abstract int touchedAtWord();

    /** Takes a key out, with all that belongs to it. */
    abstract void remove(int id);

    @Override
    void opened() {
        ttlMicros = context().stateTtlMicros();
        sweep = new ExpirySweep(records(), touchedAtWord(), this::remove);
    }

    /** How long a key is kept after it was touched; 0 for ever. */
    final long ttlMicros() {
        return ttlMicros;
    }

    /** Whether what was touched then is to be forgotten now. */
    final boolean isExpired(long touchedAt, long nowMicros) {
        return ttlMicros > 0 && ExpirySweep.isExpired(touchedAt, nowMicros, ttlMicros);
    }

    @Override
    public final boolean wantsClock() {
        return ttlMicros > 0;
    }

    @Override
    public final boolean clock(long nowMicros) {
        Objects.requireNonNull(sweep, "not opened").run(nowMicros, ttlMicros);
        return true;
    }
}
