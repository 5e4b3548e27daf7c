package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.math.BigDecimal;

/** The greatest and the least of some values of one type. */
public final class ExtremeFunctions {
    private ExtremeFunctions() {}

    @ScalarFunction(
            name = "GREATEST",
            signature = "(T...) -> T",
            description = "The greatest of some values; NULL when one of them is.",
            example = "GREATEST(1, 2) = 2")
    public static int greatest(int... values) {
        int best = values[0];
        for (int value : values) {
            best = Math.max(best, value);
        }
        return best;
    }

    @ScalarFunction(
            name = "GREATEST",
            signature = "(T...) -> T",
            description = "The greatest of some values; NULL when one of them is.",
            example = "GREATEST(CAST(1 AS BIGINT), CAST(2 AS BIGINT)) = CAST(2 AS BIGINT)")
    public static long greatest(long... values) {
        long best = values[0];
        for (long value : values) {
            best = Math.max(best, value);
        }
        return best;
    }

    @ScalarFunction(
            name = "GREATEST",
            signature = "(T...) -> T",
            description = "The greatest of some values; NULL when one of them is.",
            example = "GREATEST(CAST(1 AS FLOAT), CAST(2 AS FLOAT)) = CAST(2 AS FLOAT)")
    public static float greatest(float... values) {
        float best = values[0];
        for (float value : values) {
            best = Math.max(best, value);
        }
        return best;
    }

    @ScalarFunction(
            name = "GREATEST",
            signature = "(T...) -> T",
            description = "The greatest of some values; NULL when one of them is.",
            example = "GREATEST(CAST(1 AS DOUBLE), CAST(2 AS DOUBLE)) = CAST(2 AS DOUBLE)")
    public static double greatest(double... values) {
        double best = values[0];
        for (double value : values) {
            best = Math.max(best, value);
        }
        return best;
    }

    @ScalarFunction(
            name = "GREATEST",
            signature = "(T...) -> T",
            description = "The greatest of some values; NULL when one of them is.",
            example = "GREATEST(CAST(1 AS DECIMAL(3, 1)), CAST(2 AS DECIMAL(3, 1))) = CAST(2 AS DECIMAL(3, 1))")
    public static BigDecimal greatest(BigDecimal... values) {
        BigDecimal best = values[0];
        for (BigDecimal value : values) {
            best = best.max(value);
        }
        return best;
    }

    @ScalarFunction(
            name = "GREATEST",
            signature = "(T...) -> T",
            description = "The greatest of some values; NULL when one of them is.",
            example = "GREATEST(CAST(1 AS STRING), CAST(2 AS STRING)) = CAST(2 AS STRING)")
    public static Bytes greatest(Bytes... values) {
        Bytes best = values[0];
        for (Bytes value : values) {
            best = value.compareTo(best) > 0 ? value : best;
        }
        return best;
    }

    @ScalarFunction(
            name = "GREATEST",
            signature = "(T...) -> T",
            description = "The greatest of some values; NULL when one of them is.",
            example = "GREATEST(TRUE, FALSE) = TRUE")
    public static boolean greatest(boolean... values) {
        boolean best = values[0];
        for (boolean value : values) {
            best = best || value;
        }
        return best;
    }

    @ScalarFunction(
            name = "LEAST",
            signature = "(T...) -> T",
            description = "The least of some values; NULL when one of them is.",
            example = "LEAST(1, 2) = 1")
    public static int least(int... values) {
        int best = values[0];
        for (int value : values) {
            best = Math.min(best, value);
        }
        return best;
    }

    @ScalarFunction(
            name = "LEAST",
            signature = "(T...) -> T",
            description = "The least of some values; NULL when one of them is.",
            example = "LEAST(CAST(1 AS BIGINT), CAST(2 AS BIGINT)) = CAST(1 AS BIGINT)")
    public static long least(long... values) {
        long best = values[0];
        for (long value : values) {
            best = Math.min(best, value);
        }
        return best;
    }

    @ScalarFunction(
            name = "LEAST",
            signature = "(T...) -> T",
            description = "The least of some values; NULL when one of them is.",
            example = "LEAST(CAST(1 AS FLOAT), CAST(2 AS FLOAT)) = CAST(1 AS FLOAT)")
    public static float least(float... values) {
        float best = values[0];
        for (float value : values) {
            best = Math.min(best, value);
        }
        return best;
    }

    @ScalarFunction(
            name = "LEAST",
            signature = "(T...) -> T",
            description = "The least of some values; NULL when one of them is.",
            example = "LEAST(CAST(1 AS DOUBLE), CAST(2 AS DOUBLE)) = CAST(1 AS DOUBLE)")
    public static double least(double... values) {
        double best = values[0];
        for (double value : values) {
            best = Math.min(best, value);
        }
        return best;
    }

    @ScalarFunction(
            name = "LEAST",
            signature = "(T...) -> T",
            description = "The least of some values; NULL when one of them is.",
            example = "LEAST(CAST(1 AS DECIMAL(3, 1)), CAST(2 AS DECIMAL(3, 1))) = CAST(1 AS DECIMAL(3, 1))")
    public static BigDecimal least(BigDecimal... values) {
        BigDecimal best = values[0];
        for (BigDecimal value : values) {
            best = best.min(value);
        }
        return best;
    }

    @ScalarFunction(
            name = "LEAST",
            signature = "(T...) -> T",
            description = "The least of some values; NULL when one of them is.",
            example = "LEAST(CAST(1 AS STRING), CAST(2 AS STRING)) = CAST(1 AS STRING)")
    public static Bytes least(Bytes... values) {
        Bytes best = values[0];
        for (Bytes value : values) {
            best = value.compareTo(best) < 0 ? value : best;
        }
        return best;
    }

    @ScalarFunction(
            name = "LEAST",
            signature = "(T...) -> T",
            description = "The least of some values; NULL when one of them is.",
            example = "LEAST(TRUE, FALSE) = FALSE")
    public static boolean least(boolean... values) {
        boolean best = values[0];
        for (boolean value : values) {
            best = best && value;
        }
        return best;
    }
}
