package io.levada.core.function;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Choices between values. The engine evaluates IF and IFNULL as CASE and COALESCE, lazily. */
public final class ConditionalFunctions {
    private ConditionalFunctions() {}

    @ScalarFunction(
            name = "IF",
            signature = "(BOOLEAN, T, T) -> T",
            description = "The second argument where the first is TRUE, else the third; only that one is evaluated.",
            example = "IF(1 < 2, 'yes', 'no') = 'yes'",
            calledOnNull = true)
    public static @Nullable Object ifElse(@Nullable Boolean condition, @Nullable Object yes, @Nullable Object no) {
        return Boolean.TRUE.equals(condition) ? yes : no;
    }

    @ScalarFunction(
            name = "IFNULL",
            signature = "(T, T) -> T",
            description = "The first argument unless it is NULL, else the second.",
            example = "IFNULL(NULL, 5) = 5",
            calledOnNull = true)
    public static @Nullable Object ifNull(@Nullable Object value, @Nullable Object otherwise) {
        return value == null ? otherwise : value;
    }

    @ScalarFunction(
            name = "NULLIF",
            signature = "(T, T) -> T",
            description = "The first argument, or NULL when it equals the second.",
            example = "NULLIF(5, 0) = 5",
            calledOnNull = true)
    public static @Nullable Object nullIf(@Nullable Object value, @Nullable Object other) {
        return Objects.equals(value, other) ? null : value;
    }
}
