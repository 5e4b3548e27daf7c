package io.levada.core.function;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers in, numbers out. */
public final class MathFunctions {
    private MathFunctions() {}

    @ScalarFunction(
            name = {"ABS"},
            signature = "(N) -> N",
            description = "The absolute value.",
            example = "ABS(-3) = 3")
    public static int abs(int value) {
        return Math.abs(value);
    }

    @ScalarFunction(
            name = {"ABS"},
            signature = "(N) -> N",
            description = "The absolute value.",
            example = "ABS(CAST(-3 AS BIGINT)) = CAST(3 AS BIGINT)")
    public static long abs(long value) {
        return Math.abs(value);
    }

    @ScalarFunction(
            name = {"ABS"},
            signature = "(N) -> N",
            description = "The absolute value.",
            example = "ABS(CAST(-3.5 AS FLOAT)) = CAST(3.5 AS FLOAT)")
    public static float abs(float value) {
        return Math.abs(value);
    }

    @ScalarFunction(
            name = {"ABS"},
            signature = "(N) -> N",
            description = "The absolute value.",
            example = "ABS(-3.5E0) = 3.5E0")
    public static double abs(double value) {
        return Math.abs(value);
    }

    @ScalarFunction(
            name = {"ABS"},
            signature = "(N) -> N",
            description = "The absolute value.",
            example = "ABS(-3.5) = 3.5")
    public static BigDecimal abs(BigDecimal value) {
        return value.abs();
    }

    @ScalarFunction(
            name = {"ROUND"},
            signature = "(DECIMAL, INT) -> ROUNDED",
            description = "Rounded half up to so many fractional digits.",
            example = "ROUND(3.14159, 2) = 3.14")
    public static BigDecimal round(BigDecimal value, int digits) {
        return value.setScale(digits, RoundingMode.HALF_UP);
    }

    @ScalarFunction(
            name = {"SQRT"},
            signature = "(DOUBLE) -> DOUBLE",
            description = "The square root.",
            example = "SQRT(9) = 3E0")
    public static double sqrt(double value) {
        return Math.sqrt(value);
    }
}
