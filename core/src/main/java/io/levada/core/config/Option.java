package io.levada.core.config;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key with a type, a default and a line for the documentation.
 *
 * @param <T> the type of its values
 * @param parser throws IllegalArgumentException with a sentence on what is allowed
 * @param defaultValue null where there is none
 */
public record Option<T>(
        String key,
        String typeName,
        Function<String, T> parser,
        @Nullable T defaultValue,
        String description) {

    public static Option<String> string(String key, @Nullable String defaultValue, String description) {
        return new Option<>(key, "text", Function.identity(), defaultValue, description);
    }

    public static Option<Integer> integer(String key, @Nullable Integer defaultValue, String description) {
        return new Option<>(key, "integer", Integer::valueOf, defaultValue, description);
    }

    public static Option<Long> longInteger(String key, @Nullable Long defaultValue, String description) {
        return new Option<>(key, "integer", Long::valueOf, defaultValue, description);
    }

    public static Option<Boolean> bool(String key, @Nullable Boolean defaultValue, String description) {
        return new Option<>(key, "true or false", Option::parseBoolean, defaultValue, description);
    }

    /** Durations as Flink writes them: {@code 10 s}, {@code 200ms}, {@code 1 min}. */
    public static Option<java.time.Duration> duration(
            String key, java.time.@Nullable Duration defaultValue, String description) {
        return new Option<>(key, "duration", Units::parseDuration, defaultValue, description);
    }

    /** Sizes as Flink writes them: {@code 64 mb}. In bytes. */
    public static Option<Long> memory(String key, @Nullable Long defaultBytes, String description) {
        return new Option<>(key, "memory size", Units::parseBytes, defaultBytes, description);
    }

    /** One of the constants of an enum, written in lower case with hyphens. */
    public static <E extends Enum<E>> Option<E> oneOf(
            String key, Class<E> type, @Nullable E defaultValue, String description) {
        return new Option<>(key, "one of " + names(type), text -> constant(type, text), defaultValue, description);
    }

    private static boolean parseBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equals(text.trim().toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("allowed are " + names(type));
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return java.util.Arrays.stream(type.getEnumConstants())
                .map(Option::name)
                .collect(java.util.stream.Collectors.joining(", "));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Parses a value; a wrong one is the user's error and names the key. */
    public T parse(String text) {
        try {
            return parser.apply(text.trim());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'" + key + "' = '" + text + "' is not valid: expected " + typeName,
                    e instanceof NumberFormatException ? null : e.getMessage());
        }
    }
}
