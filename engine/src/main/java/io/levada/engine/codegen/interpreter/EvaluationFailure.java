package io.levada.engine.codegen.interpreter;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.function.BadValueException;
import java.time.DateTimeException;

/** What an expression's exception means to the user. */
public final class EvaluationFailure {
    private EvaluationFailure() {}

    /** An error that names the expression; one that is our bug says so. */
    public static LevadaException of(Throwable failure, String expression) {
        return switch (failure) {
            case LevadaException known -> known;
            case BadValueException bad -> evaluation(bad.getMessage(), expression, failure);
            case NumberFormatException bad -> evaluation(bad.getMessage(), expression, failure);
            case ArithmeticException bad -> evaluation(arithmetic(bad), expression, failure);
            case DateTimeException bad -> evaluation(bad.getMessage(), expression, failure);
            default ->
                new LevadaException(
                        ErrorCode.INTERNAL,
                        "this is a bug in Levada: " + failure + " in " + expression,
                        null,
                        null,
                        failure);
        };
    }

    private static String arithmetic(ArithmeticException e) {
        String message = String.valueOf(e.getMessage());
        boolean byZero = message.contains("by zero") || message.contains("Division undefined");
        return byZero ? "division by zero" : message;
    }

    private static LevadaException evaluation(
            @org.jspecify.annotations.Nullable String why, String expression, Throwable cause) {
        return new LevadaException(
                ErrorCode.EVALUATION,
                why + " in " + expression,
                null,
                expression.startsWith("CAST(") ? "TRY_CAST gives NULL instead" : null,
                cause);
    }
}
