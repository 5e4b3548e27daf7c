package io.levada.connector.kafka.client;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.BootstrapResolutionException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Kafka's exceptions, as the user should read them. */
public final class KafkaErrors {
    private static final Pattern SETTING = Pattern.compile("configuration \"?([a-z0-9._]+)");

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
        if (isUnresolved(cause)) {
            return made(
                    ErrorCode.CONNECTION,
                    "could not " + doing + who + ": "
                            + (bootstrap.contains(",")
                                    ? "none of these hosts' names can be resolved"
                                    : "the name of the host can't be resolved"),
                    "is it right in 'properties.bootstrap.servers', and does this machine reach a DNS that knows it?",
                    cause);
        }
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
            case ConfigException e -> wrongSetting(doing, reason(e), e);
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

    /** As {@link #translate}, for a client that couldn't be made. */
    static LevadaException unopened(Throwable error, String doing, String bootstrap) {
        Throwable cause = unwrap(error);
        return cause instanceof ConfigException || isUnresolved(cause)
                ? translate(cause, doing, bootstrap)
                : wrongSetting(doing, reasons(error), cause);
    }

    /**
     * A name may be there later: a broker that is started beside the job gets its name when it is. The library tells it
     * like a wrong setting, by its words alone, unless {@code bootstrap.resolve.timeout.ms} is set.
     */
    private static boolean isUnresolved(Throwable cause) {
        String message = cause.getMessage();
        return cause instanceof BootstrapResolutionException
                || (cause instanceof ConfigException
                        && message != null
                        && (message.startsWith("No resolvable bootstrap urls")
                                || message.startsWith("Unknown host in bootstrap.servers")));
    }

    private static LevadaException wrongSetting(String doing, String reason, Throwable cause) {
        Matcher named = SETTING.matcher(reason);
        return made(
                ErrorCode.OPTION_INVALID,
                "could not " + doing + ": a client setting is wrong: " + reason,
                "look at " + (named.find() ? "'properties." + named.group(1) + "'" : "the table's 'properties.*'"),
                cause);
    }

    /** What the whole chain says, without the wrapping and without repetitions. */
    private static String reasons(Throwable error) {
        StringBuilder text = new StringBuilder();
        for (Throwable each = error; each != null; each = each.getCause()) {
            Throwable cause = each.getCause();
            boolean wraps = cause != null && (each == error || cause.toString().equals(each.getMessage()));
            if (!wraps) {
                text.append(text.isEmpty() ? "" : ": ");
                text.append(
                        each instanceof KafkaException
                                ? reason(each)
                                : each.getClass().getSimpleName() + ": " + reason(each));
            }
        }
        return text.toString();
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

    /** Of an attempt that may be made again. A timeout names the internals of a call; what it waited for lies below. */
    static String deepestReason(Throwable error) {
        Throwable deepest = unwrap(error);
        while (deepest.getCause() instanceof KafkaException cause) {
            deepest = cause;
        }
        return reason(deepest);
    }

    private static String reason(Throwable error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message;
    }

    private static LevadaException made(ErrorCode code, String message, @Nullable String hint, Throwable cause) {
        return new LevadaException(code, message, null, hint, cause);
    }
}
