package io.levada.engine.checkpoint.protocol;

/** Why a checkpoint is taken. */
public enum Kind {
    /** The interval is over. */
    PERIODIC,
    /** Somebody asked the job to stop; nothing follows. */
    STOP,
    /** All input was read; nothing follows. */
    FINAL;

    public boolean isLast() {
        return this != PERIODIC;
    }
}
