package io.levada.core.function;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers made rounder; each keeps the type of its argument. */
public final class RoundingFunctions {
    private RoundingFunctions() {}

    @ScalarFunction(name = "ABS", signature = "(N) -> N", description = "The absolute value.", example = "ABS(-3) = 3")
    public static int abs(int value) {
        return Math.abs(value);
    }

    @ScalarFunction(
            name = "ABS",
            signature = "(N) -> N",
            description = "The absolute value.",
            example = "ABS(CAST(-3 AS BIGINT)) = CAST(3 AS BIGINT)")
    public static long abs(long value) {
        return Math.abs(value);
    }

    @ScalarFunction(
            name = "ABS",
            signature = "(N) -> N",
            description = "The absolute value.",
            example = "ABS(CAST(-3.5 AS FLOAT)) = CAST(3.5 AS FLOAT)")
    public static float abs(float value) {
        return Math.abs(value);
    }

    @ScalarFunction(
            name = "ABS",
            signature = "(N) -> N",
            description = "The absolute value.",
            example = "ABS(CAST(-3.5 AS DOUBLE)) = CAST(3.5 AS DOUBLE)")
    public static double abs(double value) {
        return Math.abs(value);
    }

    @ScalarFunction(
            name = "ABS",
            signature = "(N) -> N",
            description = "The absolute value.",
            example = "ABS(-3.5) = 3.5")
    public static BigDecimal abs(BigDecimal value) {
        return value.abs();
    }

    @ScalarFunction(
            name = "SIGN",
            signature = "(N) -> N",
            description = "-1, 0 or 1 as the number is negative, zero or positive.",
            example = "SIGN(-3) = -1")
    public static int sign(int value) {
        return Integer.signum(value);
    }

    @ScalarFunction(
            name = "SIGN",
            signature = "(N) -> N",
            description = "-1, 0 or 1 as the number is negative, zero or positive.",
            example = "SIGN(CAST(-3 AS BIGINT)) = CAST(-1 AS BIGINT)")
    public static long sign(long value) {
        return Long.signum(value);
    }

    @ScalarFunction(
            name = "SIGN",
            signature = "(N) -> N",
            description = "-1, 0 or 1 as the number is negative, zero or positive.",
            example = "SIGN(CAST(-3.5 AS FLOAT)) = CAST(-1 AS FLOAT)")
    public static float sign(float value) {
        return Math.signum(value);
    }

    @ScalarFunction(
            name = "SIGN",
            signature = "(N) -> N",
            description = "-1, 0 or 1 as the number is negative, zero or positive.",
            example = "SIGN(CAST(-3.5 AS DOUBLE)) = CAST(-1 AS DOUBLE)")
    public static double sign(double value) {
        return Math.signum(value);
    }

    @ScalarFunction(
            name = "SIGN",
            signature = "(N) -> N",
            description = "-1, 0 or 1 as the number is negative, zero or positive.",
            example = "SIGN(-3.5) = -1.0")
    public static BigDecimal sign(BigDecimal value) {
        return BigDecimal.valueOf(value.signum());
    }

    @ScalarFunction(
            name = {"CEIL", "CEILING"},
            signature = "(N) -> N",
            description = "The least whole number that is not less.",
            example = "CEIL(3) = 3")
    public static int ceil(int value) {
        return value;
    }

    @ScalarFunction(
            name = {"CEIL", "CEILING"},
            signature = "(N) -> N",
            description = "The least whole number that is not less.",
            example = "CEIL(CAST(3 AS BIGINT)) = CAST(3 AS BIGINT)")
    public static long ceil(long value) {
        return value;
    }

    @ScalarFunction(
            name = {"CEIL", "CEILING"},
            signature = "(N) -> N",
            description = "The least whole number that is not less.",
            example = "CEIL(CAST(3.2 AS FLOAT)) = CAST(4 AS FLOAT)")
    public static float ceil(float value) {
        return (float) Math.ceil(value);
    }

    @ScalarFunction(
            name = {"CEIL", "CEILING"},
            signature = "(N) -> N",
            description = "The least whole number that is not less.",
            example = "CEIL(CAST(3.2 AS DOUBLE)) = CAST(4 AS DOUBLE)")
    public static double ceil(double value) {
        return Math.ceil(value);
    }

    @ScalarFunction(
            name = {"CEIL", "CEILING"},
            signature = "(DECIMAL) -> WHOLE",
            description = "The least whole number that is not less.",
            example = "CEIL(3.2) = 4")
    public static BigDecimal ceil(BigDecimal value) {
        return value.setScale(0, RoundingMode.CEILING);
    }

    @ScalarFunction(
            name = "FLOOR",
            signature = "(N) -> N",
            description = "The greatest whole number that is not more.",
            example = "FLOOR(3) = 3")
    public static int floor(int value) {
        return value;
    }

    @ScalarFunction(
            name = "FLOOR",
            signature = "(N) -> N",
            description = "The greatest whole number that is not more.",
            example = "FLOOR(CAST(3 AS BIGINT)) = CAST(3 AS BIGINT)")
    public static long floor(long value) {
        return value;
    }

    @ScalarFunction(
            name = "FLOOR",
            signature = "(N) -> N",
            description = "The greatest whole number that is not more.",
            example = "FLOOR(CAST(-3.2 AS FLOAT)) = CAST(-4 AS FLOAT)")
    public static float floor(float value) {
        return (float) Math.floor(value);
    }

    @ScalarFunction(
            name = "FLOOR",
            signature = "(N) -> N",
            description = "The greatest whole number that is not more.",
            example = "FLOOR(CAST(-3.2 AS DOUBLE)) = CAST(-4 AS DOUBLE)")
    public static double floor(double value) {
        return Math.floor(value);
    }

    @ScalarFunction(
            name = "FLOOR",
            signature = "(DECIMAL) -> WHOLE",
            description = "The greatest whole number that is not more.",
            example = "FLOOR(-3.2) = -4")
    public static BigDecimal floor(BigDecimal value) {
        return value.setScale(0, RoundingMode.FLOOR);
    }

    @ScalarFunction(
            name = "ROUND",
            signature = "(N) -> N",
            description = "Rounded half up (away from zero) to a whole number.",
            example = "ROUND(3) = 3")
    public static int round(int value) {
        return value;
    }

    @ScalarFunction(
            name = "ROUND",
            signature = "(N) -> N",
            description = "Rounded half up (away from zero) to a whole number.",
            example = "ROUND(CAST(3 AS BIGINT)) = CAST(3 AS BIGINT)")
    public static long round(long value) {
        return value;
    }

    @ScalarFunction(
            name = "ROUND",
            signature = "(N) -> N",
            description = "Rounded half up (away from zero) to a whole number.",
            example = "ROUND(CAST(2.5 AS FLOAT)) = CAST(3 AS FLOAT)")
    public static float round(float value) {
        return round(value, 0);
    }

    @ScalarFunction(
            name = "ROUND",
            signature = "(N) -> N",
            description = "Rounded half up (away from zero) to a whole number.",
            example = "ROUND(CAST(2.5 AS DOUBLE)) = CAST(3 AS DOUBLE)")
    public static double round(double value) {
        return round(value, 0);
    }

    @ScalarFunction(
            name = "ROUND",
            signature = "(DECIMAL) -> ROUNDED",
            description = "Rounded half up (away from zero) to a whole number.",
            example = "ROUND(2.5) = 3")
    public static BigDecimal round(BigDecimal value) {
        return round(value, 0);
    }

    @ScalarFunction(
            name = "ROUND",
            signature = "(N, INT) -> N",
            description =
                    "Rounded half up (away from zero) to so many fractional digits; negative ones round before the point.",
            example = "ROUND(155, -1) = 160")
    public static int round(int value, int digits) {
        return moved(BigDecimal.valueOf(value), digits, RoundingMode.HALF_UP).intValue();
    }

    @ScalarFunction(
            name = "ROUND",
            signature = "(N, INT) -> N",
            description =
                    "Rounded half up (away from zero) to so many fractional digits; negative ones round before the point.",
            example = "ROUND(CAST(155 AS BIGINT), -1) = CAST(160 AS BIGINT)")
    public static long round(long value, int digits) {
        return moved(BigDecimal.valueOf(value), digits, RoundingMode.HALF_UP).longValue();
    }

    @ScalarFunction(
            name = "ROUND",
            signature = "(N, INT) -> N",
            description =
                    "Rounded half up (away from zero) to so many fractional digits; negative ones round before the point.",
            example = "ROUND(CAST(155.25 AS FLOAT), -1) = CAST(160 AS FLOAT)")
    public static float round(float value, int digits) {
        return Float.isFinite(value)
                ? moved(BigDecimal.valueOf(value), digits, RoundingMode.HALF_UP).floatValue()
                : value;
    }

    @ScalarFunction(
            name = "ROUND",
            signature = "(N, INT) -> N",
            description =
                    "Rounded half up (away from zero) to so many fractional digits; negative ones round before the point.",
            example = "ROUND(CAST(155.25 AS DOUBLE), -1) = CAST(160 AS DOUBLE)")
    public static double round(double value, int digits) {
        return Double.isFinite(value)
                ? moved(BigDecimal.valueOf(value), digits, RoundingMode.HALF_UP).doubleValue()
                : value;
    }

    @ScalarFunction(
            name = "ROUND",
            signature = "(DECIMAL, INT) -> ROUNDED",
            description =
                    "Rounded half up (away from zero) to so many fractional digits; negative ones round before the point.",
            example = "ROUND(155.25, -1) = 160")
    public static BigDecimal round(BigDecimal value, int digits) {
        return moved(value, digits, RoundingMode.HALF_UP);
    }

    @ScalarFunction(
            name = "TRUNCATE",
            signature = "(N) -> N",
            description = "Without the fraction.",
            example = "TRUNCATE(3) = 3")
    public static int truncate(int value) {
        return value;
    }

    @ScalarFunction(
            name = "TRUNCATE",
            signature = "(N) -> N",
            description = "Without the fraction.",
            example = "TRUNCATE(CAST(3 AS BIGINT)) = CAST(3 AS BIGINT)")
    public static long truncate(long value) {
        return value;
    }

    @ScalarFunction(
            name = "TRUNCATE",
            signature = "(N) -> N",
            description = "Without the fraction.",
            example = "TRUNCATE(CAST(-2.7 AS FLOAT)) = CAST(-2 AS FLOAT)")
    public static float truncate(float value) {
        return truncate(value, 0);
    }

    @ScalarFunction(
            name = "TRUNCATE",
            signature = "(N) -> N",
            description = "Without the fraction.",
            example = "TRUNCATE(CAST(-2.7 AS DOUBLE)) = CAST(-2 AS DOUBLE)")
    public static double truncate(double value) {
        return truncate(value, 0);
    }

    @ScalarFunction(
            name = "TRUNCATE",
            signature = "(DECIMAL) -> ROUNDED",
            description = "Without the fraction.",
            example = "TRUNCATE(-2.7) = -2")
    public static BigDecimal truncate(BigDecimal value) {
        return truncate(value, 0);
    }

    @ScalarFunction(
            name = "TRUNCATE",
            signature = "(N, INT) -> N",
            description = "Cut after so many fractional digits; negative ones cut before the point.",
            example = "TRUNCATE(155, -1) = 150")
    public static int truncate(int value, int digits) {
        return moved(BigDecimal.valueOf(value), digits, RoundingMode.DOWN).intValue();
    }

    @ScalarFunction(
            name = "TRUNCATE",
            signature = "(N, INT) -> N",
            description = "Cut after so many fractional digits; negative ones cut before the point.",
            example = "TRUNCATE(CAST(155 AS BIGINT), -1) = CAST(150 AS BIGINT)")
    public static long truncate(long value, int digits) {
        return moved(BigDecimal.valueOf(value), digits, RoundingMode.DOWN).longValue();
    }

    @ScalarFunction(
            name = "TRUNCATE",
            signature = "(N, INT) -> N",
            description = "Cut after so many fractional digits; negative ones cut before the point.",
            example = "TRUNCATE(CAST(155.25 AS FLOAT), -1) = CAST(150 AS FLOAT)")
    public static float truncate(float value, int digits) {
        return Float.isFinite(value)
                ? moved(BigDecimal.valueOf(value), digits, RoundingMode.DOWN).floatValue()
                : value;
    }

    @ScalarFunction(
            name = "TRUNCATE",
            signature = "(N, INT) -> N",
            description = "Cut after so many fractional digits; negative ones cut before the point.",
            example = "TRUNCATE(CAST(155.25 AS DOUBLE), -1) = CAST(150 AS DOUBLE)")
    public static double truncate(double value, int digits) {
        return Double.isFinite(value)
                ? moved(BigDecimal.valueOf(value), digits, RoundingMode.DOWN).doubleValue()
                : value;
    }

    @ScalarFunction(
            name = "TRUNCATE",
            signature = "(DECIMAL, INT) -> ROUNDED",
            description = "Cut after so many fractional digits; negative ones cut before the point.",
            example = "TRUNCATE(155.25, -1) = 150")
    public static BigDecimal truncate(BigDecimal value, int digits) {
        return moved(value, digits, RoundingMode.DOWN);
    }

    private static BigDecimal moved(BigDecimal value, int digits, RoundingMode mode) {
        return value.setScale(digits, mode);
    }
}
