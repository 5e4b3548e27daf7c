package io.levada.core.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** DECIMAL arithmetic with Flink's rounding: half up, and NULL where a result has too many digits. */
public final class Decimals {
    /** The digits of a quotient before it is rounded to its type, as in Flink. */
    private static final MathContext QUOTIENT = new MathContext(38, RoundingMode.HALF_UP);

    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Decimals() {}

    /** The value as DECIMAL(precision, scale), or null when it has too many digits before the point. */
    public static @Nullable BigDecimal fit(BigDecimal value, int precision, int scale) {
        BigDecimal rounded = value.scale() == scale ? value : value.setScale(scale, RoundingMode.HALF_UP);
        return rounded.precision() > precision ? null : rounded;
    }

    /** Throws ArithmeticException when dividing by zero. */
    public static BigDecimal divide(BigDecimal a, BigDecimal b) {
        return a.divide(b, QUOTIENT);
    }

    /** Has the sign of the dividend. Throws ArithmeticException when dividing by zero. */
    public static BigDecimal remainder(BigDecimal a, BigDecimal b) {
        return a.remainder(b, QUOTIENT);
    }

    /** 10 to a power from 0 to 18. */
    public static long power10(int exponent) {
        return POWERS[exponent];
    }

    /** Divides by a power of ten above 1, half up (away from zero). */
    public static long roundUnscaled(long unscaled, long power) {
        long quotient = unscaled / power;
        long rest = Math.abs(unscaled % power);
        return rest * 2 >= power ? quotient + (unscaled < 0 ? -1 : 1) : quotient;
    }

    /** Truncates towards zero and wraps around, as a cast to an integer does. */
    public static long toLong(BigDecimal value) {
        return value.longValue();
    }
}
