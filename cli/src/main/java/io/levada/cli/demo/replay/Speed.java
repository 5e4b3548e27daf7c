package io.levada.cli.demo.replay;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.Locale;

/**
 * How fast a replay runs.
 *
 * @param factor seconds of event time per second; infinite means as fast as the broker takes it
 */
public record Speed(double factor) {
    public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

    public Speed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("a speed must be greater than 0, not " + factor);
        }
    }

    /** Reads {@code 60x}, {@code 0.5x}, {@code 60} or {@code max}. */
    public static Speed parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.equals("max")) {
            return MAX;
        }
        try {
            double factor = Double.parseDouble(lower.endsWith("x") ? lower.substring(0, lower.length() - 1) : lower);
            if (factor > 0 && factor < Double.POSITIVE_INFINITY) {
                return new Speed(factor);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new LevadaException(
                ErrorCode.OPTION_INVALID,
                "'" + text + "' isn't a speed",
                "write a multiple of real time such as 60x, or max");
    }

    boolean isMax() {
        return factor == Double.POSITIVE_INFINITY;
    }

    @Override
    public String toString() {
        return isMax() ? "max" : factor == Math.rint(factor) ? (long) factor + "x" : factor + "x";
    }
}
