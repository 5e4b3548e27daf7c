package io.levada.flink;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.util.SerializedThrowable;
import org.jspecify.annotations.Nullable;

/** What Flink throws, as errors of ours: which kind, and the sentence of its chain of causes that says most. */
public final class FlinkErrors {
    private static final Pattern PLACE = Pattern.compile("[Ll]ine (\\d+), column (\\d+)");
    private static final List<String> OUTSIDE = List.of(
            "java.net.",
            "java.nio.channels.",
            "org.apache.kafka.common.errors.",
            "java.util.concurrent.TimeoutException");

    private FlinkErrors() {}

    public static LevadaException of(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
            if (t instanceof LevadaException known) {
                return known;
            }
            chain.add(t);
        }
        Throwable root = chain.getLast();
        ErrorCode code = code(chain, root);
        return new LevadaException(code, "Flink: " + text(root), place(chain), null, failure);
    }

    private static ErrorCode code(List<Throwable> chain, Throwable root) {
        String rootName = className(root);
        if (OUTSIDE.stream().anyMatch(rootName::startsWith)) {
            return ErrorCode.CONNECTION;
        }
        if (chain.stream().anyMatch(SqlParserException.class::isInstance)) {
            return ErrorCode.SQL_SYNTAX;
        }
        boolean ran = chain.stream().anyMatch(t -> className(t).equals(JobExecutionException.class.getName()));
        if (ran) {
            if (chain.stream().map(FlinkErrors::text).anyMatch(t -> t.startsWith("Failed to deserialize"))) {
                return ErrorCode.BAD_RECORD;
            }
            return rootName.equals("java.io.FileNotFoundException") ? ErrorCode.FILE_NOT_FOUND : ErrorCode.EVALUATION;
        }
        if (root instanceof java.io.IOException) {
            return ErrorCode.STORAGE;
        }
        if (chain.stream().anyMatch(ValidationException.class::isInstance)) {
            return ErrorCode.SQL_INVALID;
        }
        return chain.stream().anyMatch(t -> t instanceof TableException || t instanceof UnsupportedOperationException)
                ? ErrorCode.SQL_UNSUPPORTED
                : ErrorCode.SQL_INVALID;
    }

    /** Errors of a remote job come as texts of themselves. */
    private static String className(Throwable t) {
        return t instanceof SerializedThrowable remote
                ? remote.getOriginalErrorClassName()
                : t.getClass().getName();
    }

    private static String text(Throwable t) {
        String message = t.getMessage();
        if (message == null || message.isBlank()) {
            return className(t);
        }
        String shown = t instanceof SerializedThrowable && message.startsWith(className(t) + ": ")
                ? message.substring(className(t).length() + 2)
                : message;
        // A syntax error goes on with all that would have been right.
        int expected = shown.indexOf("\nWas expecting");
        return (expected < 0 ? shown : shown.substring(0, expected)).strip();
    }

    private static @Nullable Position place(List<Throwable> chain) {
        for (Throwable t : chain) {
            Matcher matcher = PLACE.matcher(t.getMessage() == null ? "" : t.getMessage());
            if (matcher.find()) {
                return Position.at(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            }
        }
        return null;
    }
}
