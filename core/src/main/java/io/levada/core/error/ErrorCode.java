package io.levada.core.error;

/** The kinds of errors; the name is what the user sees and may search for. */
public enum ErrorCode {
    SQL_SYNTAX(Fault.USER),
    SQL_INVALID(Fault.USER),
    SQL_UNKNOWN_NAME(Fault.USER),
    SQL_TYPE_MISMATCH(Fault.USER),
    /** Valid Flink SQL that Levada doesn't have yet. */
    SQL_UNSUPPORTED(Fault.USER),
    OPTION_UNKNOWN(Fault.USER),
    OPTION_INVALID(Fault.USER),
    OPTION_MISSING(Fault.USER),
    FILE_NOT_FOUND(Fault.USER),
    /** An expression failed on a row: division by zero, a CAST that can't. */
    EVALUATION(Fault.USER),
    /** A record that can't be decoded, where the table says {@code 'on-error' = 'fail'}. */
    BAD_RECORD(Fault.USER),
    STATE_MISMATCH(Fault.USER),
    /** Another process runs a job on the same state directory. */
    STATE_IN_USE(Fault.USER),
    CHECKPOINT_DAMAGED(Fault.EXTERNAL),
    CHECKPOINT_TOO_NEW(Fault.USER),
    TOPIC_NOT_FOUND(Fault.USER),
    AUTHENTICATION(Fault.USER),
    OFFSETS_EXPIRED(Fault.USER),
    /** Another process has taken over the job. */
    JOB_FENCED(Fault.USER),
    CONNECTION(Fault.EXTERNAL),
    STORAGE(Fault.EXTERNAL),
    /** State, or everything together, needs more memory than there is. */
    MEMORY_LIMIT(Fault.USER),
    INTERNAL(Fault.BUG);

    private final Fault fault;

    ErrorCode(Fault fault) {
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
