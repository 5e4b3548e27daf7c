package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers and booleans from and to text, by Flink's CAST rules. Every parser throws {@link BadValueException}. */
public final class NumberText {
    private NumberText() {}

    /** Spaces around are skipped; a fraction is checked and dropped. */
    public static long parseLong(Bytes text) {
        byte[] array = text.array();
        int i = text.offset();
        int end = i + text.length();
        while (i < end && array[i] == ' ') {
            i++;
        }
        while (end > i && array[end - 1] == ' ') {
            end--;
        }
        boolean negative = i < end && array[i] == '-';
        if (negative || i < end && array[i] == '+') {
            i++;
        }
        if (i == end) {
            throw bad(text, "an integer");
        }
        // Counted downwards, because the least value has no positive counterpart.
        long value = 0;
        for (; i < end && array[i] != '.'; i++) {
            int digit = array[i] - '0';
            if (digit < 0 || digit > 9) {
                throw bad(text, "an integer");
            }
            if (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
                throw bad(text, "in the range of the type");
            }
            value = value * 10 - digit;
        }
        for (i++; i < end; i++) {
            if (array[i] < '0' || array[i] > '9') {
                throw bad(text, "an integer");
            }
        }
        if (negative) {
            return value;
        }
        if (value == Long.MIN_VALUE) {
            throw bad(text, "in the range of the type");
        }
        return -value;
    }

    /** An integer that {@code bits} bits hold. */
    public static int parseInt(Bytes text, int bits) {
        long value = parseLong(text);
        if (value << (64 - bits) >> (64 - bits) != value) {
            throw bad(text, "in the range of the type");
        }
        return (int) value;
    }

    public static double parseDouble(Bytes text) {
        try {
            return Double.parseDouble(text.toString());
        } catch (NumberFormatException e) {
            throw bad(text, "a number");
        }
    }

    public static float parseFloat(Bytes text) {
        try {
            return Float.parseFloat(text.toString());
        } catch (NumberFormatException e) {
            throw bad(text, "a number");
        }
    }

    /** Rounded half up to the scale. */
    public static BigDecimal parseDecimal(Bytes text, int precision, int scale) {
        BigDecimal value;
        try {
            value = new BigDecimal(text.toString().strip());
        } catch (NumberFormatException e) {
            throw bad(text, "a number");
        }
        // Before setScale, which would write out the zeros of 1E+1000000000.
        if ((long) value.precision() - value.scale() > (long) precision - scale && value.signum() != 0) {
            throw bad(text, "in the range of the type");
        }
        BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
        if (rounded.precision() > precision) {
            throw bad(text, "in the range of the type");
        }
        return rounded;
    }

    /** {@code t true y yes 1} and {@code f false n no 0} in any case. */
    public static boolean parseBoolean(Bytes text) {
        switch (StringFunctions.lower(text).toString()) {
            case "t", "true", "y", "yes", "1" -> {
                return true;
            }
            case "f", "false", "n", "no", "0" -> {
                return false;
            }
            default -> throw bad(text, "a BOOLEAN");
        }
    }

    public static Bytes format(long value) {
        return Bytes.of(Long.toString(value));
    }

    public static Bytes format(float value) {
        return Bytes.of(Float.toString(value));
    }

    public static Bytes format(double value) {
        return Bytes.of(Double.toString(value));
    }

    public static Bytes format(BigDecimal value) {
        return Bytes.of(value.toPlainString());
    }

    public static Bytes format(boolean value) {
        return Bytes.of(value ? "TRUE" : "FALSE");
    }

    static BadValueException bad(Bytes text, String what) {
        return new BadValueException("'" + text + "' is not " + what);
    }
}
