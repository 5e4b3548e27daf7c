package io.levada.engine.codegen.interpreter;

import io.levada.core.data.Bytes;
import io.levada.core.function.BadValueException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code =}, {@code <} and LIKE over boxed values that are not null. */
final class Comparison {
    private Comparison() {}

    static boolean equal(Object a, Object b) {
        if (a instanceof Number && b instanceof Number) {
            return isApproximate(a) || isApproximate(b)
                    ? ((Number) a).doubleValue() == ((Number) b).doubleValue()
                    : exact(a).compareTo(exact(b)) == 0;
        }
        return a.equals(b);
    }

    static boolean less(Object a, Object b) {
        if (a instanceof Number && b instanceof Number) {
            return isApproximate(a) || isApproximate(b)
                    ? ((Number) a).doubleValue() < ((Number) b).doubleValue()
                    : exact(a).compareTo(exact(b)) < 0;
        }
        if (a instanceof String s) {
            // By code points, which UTF-16 isn't ordered by.
            return Bytes.of(s).compareTo(Bytes.of((String) b)) < 0;
        }
        return switch (a) {
            case java.time.Period p -> p.toTotalMonths() < ((java.time.Period) b).toTotalMonths();
            case Comparable<?> c -> compare(c, b) < 0;
            default -> throw new IllegalStateException("no order: " + a.getClass());
        };
    }

    @SuppressWarnings("unchecked")
    private static <T> int compare(Comparable<T> a, Object b) {
        return a.compareTo((T) b);
    }

    private static boolean isApproximate(Object value) {
        return value instanceof Float || value instanceof Double;
    }

    private static BigDecimal exact(Object value) {
        return value instanceof BigDecimal d ? d : BigDecimal.valueOf(((Number) value).longValue());
    }

    /** By way of a regular expression. */
    static boolean like(String text, String pattern, @Nullable String escape) {
        StringBuilder regex = new StringBuilder();
        int[] codePoints = pattern.codePoints().toArray();
        int escapes = escape == null ? -1 : escape.codePointAt(0);
        for (int i = 0; i < codePoints.length; i++) {
            int c = codePoints[i];
            if (c == escapes) {
                if (++i == codePoints.length) {
                    throw new BadValueException("the escape character stands before nothing");
                }
                regex.append(Pattern.quote(Character.toString(codePoints[i])));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
