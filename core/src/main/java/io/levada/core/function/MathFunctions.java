package io.levada.core.function;

import java.util.concurrent.ThreadLocalRandom;

/** Functions of real numbers. */
public final class MathFunctions {
    private MathFunctions() {}

    @ScalarFunction(
            name = "SQRT",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The square root.",
            example = "SQRT(9) = 3E0")
    public static double sqrt(double value) {
        return Math.sqrt(value);
    }

    @ScalarFunction(
            name = "EXP",
            signature = "(DOUBLE) -> DOUBLE",
            description = "E to a power.",
            example = "EXP(0) = 1E0")
    public static double exp(double value) {
        return Math.exp(value);
    }

    @ScalarFunction(
            name = "POWER",
            signature = "(DOUBLE, DOUBLE) -> DOUBLE",
            description = "The first number to the power of the second.",
            example = "POWER(2, 10) = 1024E0")
    public static double power(double base, double exponent) {
        return Math.pow(base, exponent);
    }

    @ScalarFunction(
            name = {"LN", "LOG"},
            signature = "(DOUBLE) -> DOUBLE",
            description = "The natural logarithm.",
            example = "LN(1) = 0E0")
    public static double ln(double value) {
        return Math.log(value);
    }

    @ScalarFunction(
            name = "LOG",
            signature = "(DOUBLE, DOUBLE) -> DOUBLE",
            description = "The logarithm of the second number to the base of the first.",
            example = "ROUND(LOG(2, 8), 9) = 3E0")
    public static double log(double base, double value) {
        return Math.log(value) / Math.log(base);
    }

    @ScalarFunction(
            name = "LOG2",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The logarithm to the base 2.",
            example = "ROUND(LOG2(8), 9) = 3E0")
    public static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    @ScalarFunction(
            name = "LOG10",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The logarithm to the base 10.",
            example = "LOG10(1000) = 3E0")
    public static double log10(double value) {
        return Math.log10(value);
    }

    @ScalarFunction(
            name = "SIN",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The sine of an angle in radians.",
            example = "SIN(0) = 0E0")
    public static double sin(double value) {
        return Math.sin(value);
    }

    @ScalarFunction(
            name = "COS",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The cosine of an angle in radians.",
            example = "COS(0) = 1E0")
    public static double cos(double value) {
        return Math.cos(value);
    }

    @ScalarFunction(
            name = "TAN",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The tangent of an angle in radians.",
            example = "TAN(0) = 0E0")
    public static double tan(double value) {
        return Math.tan(value);
    }

    @ScalarFunction(
            name = "ASIN",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The arc sine.",
            example = "ASIN(0) = 0E0")
    public static double asin(double value) {
        return Math.asin(value);
    }

    @ScalarFunction(
            name = "ACOS",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The arc cosine.",
            example = "ACOS(1) = 0E0")
    public static double acos(double value) {
        return Math.acos(value);
    }

    @ScalarFunction(
            name = "ATAN",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The arc tangent.",
            example = "ATAN(0) = 0E0")
    public static double atan(double value) {
        return Math.atan(value);
    }

    @ScalarFunction(
            name = "SINH",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The hyperbolic sine of an angle in radians.",
            example = "SINH(0) = 0E0")
    public static double sinh(double value) {
        return Math.sinh(value);
    }

    @ScalarFunction(
            name = "COSH",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The hyperbolic cosine of an angle in radians.",
            example = "COSH(0) = 1E0")
    public static double cosh(double value) {
        return Math.cosh(value);
    }

    @ScalarFunction(
            name = "TANH",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The hyperbolic tangent of an angle in radians.",
            example = "TANH(0) = 0E0")
    public static double tanh(double value) {
        return Math.tanh(value);
    }

    @ScalarFunction(
            name = "ATAN2",
            signature = "(DOUBLE, DOUBLE) -> DOUBLE",
            description = "The angle of a point, given y and x.",
            example = "ATAN2(0, 1) = 0E0")
    public static double atan2(double y, double x) {
        return Math.atan2(y, x);
    }

    @ScalarFunction(
            name = "COT",
            signature = "(DOUBLE) -> DOUBLE",
            description = "The cotangent of an angle in radians.",
            example = "ROUND(COT(0.7853981633974483), 9) = 1E0")
    public static double cot(double value) {
        return 1.0 / Math.tan(value);
    }

    @ScalarFunction(
            name = "DEGREES",
            signature = "(DOUBLE) -> DOUBLE",
            description = "Radians as degrees.",
            example = "DEGREES(0) = 0E0")
    public static double degrees(double value) {
        return Math.toDegrees(value);
    }

    @ScalarFunction(
            name = "RADIANS",
            signature = "(DOUBLE) -> DOUBLE",
            description = "Degrees as radians.",
            example = "RADIANS(180) = PI()")
    public static double radians(double value) {
        return Math.toRadians(value);
    }

    @ScalarFunction(
            name = "PI",
            signature = "() -> DOUBLE",
            description = "The ratio of a circle's circumference to its diameter.",
            example = "ROUND(PI(), 2) = 3.14E0")
    public static double pi() {
        return Math.PI;
    }

    @ScalarFunction(
            name = "E",
            signature = "() -> DOUBLE",
            description = "The base of natural logarithms.",
            example = "ROUND(E(), 2) = 2.72E0")
    public static double e() {
        return Math.E;
    }

    @ScalarFunction(
            name = "RAND",
            signature = "() -> DOUBLE",
            description = "A random number from 0 up to 1.",
            example = "FLOOR(RAND()) = 0E0",
            deterministic = false)
    public static double rand() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @ScalarFunction(
            name = "RAND_INTEGER",
            signature = "(INT) -> INT",
            description = "A random integer from 0 up to a bound.",
            example = "RAND_INTEGER(1) = 0",
            deterministic = false)
    public static int randInteger(int bound) {
        if (bound <= 0) {
            throw new BadValueException("the bound of RAND_INTEGER is " + bound + ", not 1 or more");
        }
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
