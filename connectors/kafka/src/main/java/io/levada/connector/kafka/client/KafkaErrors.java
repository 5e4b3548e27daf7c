package io.levada.connector.kafka.client;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Kafka's exceptions, as the user should read them. */
public final class KafkaErrors {
    private KafkaErrors() {}

    /**
     * @param doing what was tried, as it continues "could not": "read topic 'flights'"
     * @param bootstrap whom it was tried with
     */
    public static LevadaException translate(Throwable error, String doing, String bootstrap) {
        Throwable cause = unwrap(error);
        if (cause instanceof LevadaException known) {
            return known;
        }
        String who = " at " + bootstrap;
        return switch (cause) {
            case AuthenticationException e ->
                made(
                        ErrorCode.AUTHENTICATION,
                        "could not " + doing + who + ": the broker didn't accept who we are: " + reason(e),
                        "look at 'properties.security.protocol', 'properties.sasl.*' and 'properties.ssl.*'",
                        e);
            case AuthorizationException e ->
                made(
                        ErrorCode.AUTHENTICATION,
                        "could not " + doing + who + ": not allowed: " + reason(e),
                        "give the user the right, or use another in 'properties.sasl.jaas.config'",
                        e);
            case ConfigException e ->
                made(
                        ErrorCode.OPTION_INVALID,
                        "could not " + doing + ": a client setting is wrong: " + reason(e),
                        "look at the table's 'properties.*'",
                        e);
            case InvalidTxnTimeoutException e ->
                made(
                        ErrorCode.OPTION_INVALID,
                        "could not " + doing + who + ": the broker doesn't allow transactions of that length: "
                                + reason(e),
                        "make 'properties.transaction.timeout.ms' at most the broker's transaction.max.timeout.ms",
                        e);
            case RecordTooLargeException e ->
                made(
                        ErrorCode.CONNECTION,
                        "could not " + doing + who + ": a record is too large: " + reason(e),
                        "raise 'properties.max.request.size' and the topic's max.message.bytes",
                        e);
            case InterruptedException e ->
                made(ErrorCode.CONNECTION, "could not " + doing + who + ": told to stop while waiting", null, e);
            case KafkaException e -> made(ErrorCode.CONNECTION, "could not " + doing + who + ": " + reason(e), null, e);
            default -> LevadaException.internal(cause);
        };
    }

    /** Whether the same may work later without anybody doing anything: the broker is away, or not ready yet. */
    public static boolean isPassing(Throwable error) {
        Throwable cause = unwrap(error);
        return cause instanceof TimeoutException
                || cause instanceof DisconnectException
                || (cause instanceof RetriableException && !(cause instanceof AuthenticationException));
    }

    /** The exception that a future, or the library's own wrapping, hides. */
    public static Throwable unwrap(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null
                && (cause instanceof ExecutionException
                        || cause instanceof CompletionException
                        || cause.getClass() == KafkaException.class)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String reason(Throwable error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message;
    }

    private static LevadaException made(ErrorCode code, String message, @Nullable String hint, Throwable cause) {
        return new LevadaException(code, message, null, hint, cause);
    }
}
