package io.levada.core.error;

import org.jspecify.annotations.Nullable;

/**
 * Every error that a user may see. The message says what and why in one sentence without a full stop at its end; the
 * hint says what to do; the position says where in the script.
 */
public final class LevadaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable Position position;
    private final @Nullable String hint;

    public LevadaException(
            ErrorCode code,
            String message,
            @Nullable Position position,
            @Nullable String hint,
            @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.position = position;
        this.hint = hint;
    }

    public LevadaException(ErrorCode code, String message) {
        this(code, message, null, null, null);
    }

    public LevadaException(ErrorCode code, String message, @Nullable String hint) {
        this(code, message, null, hint, null);
    }

    /** An unforeseen exception: our bug, and the message says so. */
    public static LevadaException internal(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return new LevadaException(
                    ErrorCode.MEMORY_LIMIT,
                    "the memory of the process is full: " + cause.getMessage(),
                    null,
                    "give it more with -Xmx, or less to the state with 'levada.memory.limit': what has no room then moves to disk",
                    cause);
        }
        return cause instanceof LevadaException known
                ? known
                : new LevadaException(ErrorCode.INTERNAL, "this is a bug in Levada: " + cause, null, null, cause);
    }

    public ErrorCode code() {
        return code;
    }

    public Fault fault() {
        return code.fault();
    }

    public @Nullable Position position() {
        return position;
    }

    public @Nullable String hint() {
        return hint;
    }

    public LevadaException withPosition(@Nullable Position where) {
        return where == null ? this : new LevadaException(code, message(), where, hint, getCause());
    }

    public LevadaException withHint(String text) {
        return new LevadaException(code, message(), position, text, getCause());
    }

    /** The message, never null. */
    public String message() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
