package io.levada.connector.standard.text;

import java.nio.charset.StandardCharsets;

/**
 * Reads one decimal number by JSON's grammar and keeps it as sign, mantissa and power of ten, so that it can be turned
 * into what the column wants. Reused; used by one thread.
 */
public final class NumberScanner {
    /** Digits that always fit an unsigned {@code long}. */
    private static final int MAX_DIGITS = 19;

    private static final long MAX_EXACT_DOUBLE = 1L << 53;
    private static final int MAX_EXACT_POWER = 22;
    private static final double[] POWERS = new double[MAX_EXACT_POWER + 1];
    private static final int MAX_EXPONENT = 100_000;

    static {
        double power = 1;
        for (int i = 0; i <= MAX_EXACT_POWER; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    private boolean negative;
    private boolean isInteger;
    private boolean mantissaFits;
    private long mantissa;
    private int exponent;

    /**
     * Reads the number that starts at {@code from}.
     *
     * @return the index after it, or -1 - i where the byte at i can't be there
     */
    public int scan(byte[] b, int from, int limit) {
        int i = from;
        negative = i < limit && b[i] == '-';
        if (negative) {
            i++;
        }
        int firstDigit = i;
        long m = 0;
        int digit;
        while (i < limit && (digit = b[i] - '0') >= 0 && digit <= 9) {
            m = m * 10 + digit;
            i++;
        }
        int digits = i - firstDigit;
        if (digits == 0) {
            return -1 - i;
        }
        if (digits > 1 && b[firstDigit] == '0') {
            return -1 - (firstDigit + 1);
        }
        isInteger = true;
        exponent = 0;
        if (i < limit && b[i] == '.') {
            int firstFraction = ++i;
            while (i < limit && (digit = b[i] - '0') >= 0 && digit <= 9) {
                m = m * 10 + digit;
                i++;
            }
            if (i == firstFraction) {
                return -1 - i;
            }
            isInteger = false;
            exponent = firstFraction - i;
            digits -= exponent;
        }
        mantissa = m;
        mantissaFits = digits <= MAX_DIGITS;
        if (i < limit && (b[i] | 0x20) == 'e') {
            i = scanExponent(b, i + 1, limit);
        }
        bytes = b;
        start = from;
        end = i;
        return i;
    }

    private int scanExponent(byte[] b, int from, int limit) {
        int i = from;
        isInteger = false;
        boolean minus = i < limit && b[i] == '-';
        if (minus || i < limit && b[i] == '+') {
            i++;
        }
        int first = i;
        int value = 0;
        int digit;
        while (i < limit && (digit = b[i] - '0') >= 0 && digit <= 9) {
            value = Math.min(MAX_EXPONENT, value * 10 + digit);
            i++;
        }
        if (i == first) {
            return -1 - i;
        }
        exponent += minus ? -value : value;
        return i;
    }

    /** Written without fraction and exponent. */
    public boolean isInteger() {
        return isInteger;
    }

    /** Whether {@link #toLong} is right: fractions are cut off as a cast from double does. */
    public boolean fitsLong() {
        if (isInteger) {
            return mantissaFits && (mantissa >= 0 || negative && mantissa == Long.MIN_VALUE);
        }
        double value = toDouble();
        return value >= -0x1p63 && value <= 0x1p63;
    }

    public long toLong() {
        return isInteger ? (negative ? -mantissa : mantissa) : (long) toDouble();
    }

    /** Correctly rounded. */
    public double toDouble() {
        if (mantissaFits
                && mantissa >= 0
                && mantissa <= MAX_EXACT_DOUBLE
                && exponent >= -MAX_EXACT_POWER
                && exponent <= MAX_EXACT_POWER) {
            // Both operands are exact, so the one operation rounds once.
            double value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
            return negative ? -value : value;
        }
        return Double.parseDouble(text());
    }

    /** Correctly rounded to a float, widened. */
    public double toFloat() {
        if (mantissaFits && mantissa >= 0 && mantissa <= 1L << 24 && exponent >= -10 && exponent <= 10) {
            float power = (float) POWERS[Math.abs(exponent)];
            float value = exponent < 0 ? mantissa / power : mantissa * power;
            return negative ? -value : value;
        }
        return Float.parseFloat(text());
    }

    /**
     * Whether {@link #unscaled} can give the value for a DECIMAL of that scale without rounding and within 18 digits.
     */
    public boolean fitsUnscaled(int scale) {
        int shift = scale + exponent;
        return mantissaFits
                && shift >= 0
                && shift <= 18
                && mantissa >= 0
                && mantissa <= 999_999_999_999_999_999L / LongPowers.TEN[shift];
    }

    public long unscaled(int scale) {
        long value = mantissa * LongPowers.TEN[scale + exponent];
        return negative ? -value : value;
    }

    /** The number as it was written. Throws NumberFormatException when it is longer. */
    public String text(int maxLength) {
        if (end - start > maxLength) {
            throw new NumberFormatException("too long");
        }
        return text();
    }

    private String text() {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
