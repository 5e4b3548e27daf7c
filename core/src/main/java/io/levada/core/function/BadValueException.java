package io.levada.core.function;

/**
 * A value that a function or cast can't take. Cheap to throw (no stack trace), since {@code TRY_CAST} throws it for
 * every bad row; the engine turns it into an EVALUATION error that names the expression.
 */
public final class BadValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadValueException(String message) {
        super(message, null, false, false);
    }
}
