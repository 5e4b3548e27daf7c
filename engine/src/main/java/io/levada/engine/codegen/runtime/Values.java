package io.levada.engine.codegen.runtime;

import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.function.BadValueException;
import io.levada.core.function.Decimals;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small steps of generated code that would be clumsy in its source. */
public final class Values {
    private Values() {}

    public static LocalTime time(int millis) {
        return LocalTime.ofNanoOfDay(millis * 1_000_000L);
    }

    public static int millis(Object time) {
        return (int) (((LocalTime) time).toNanoOfDay() / 1_000_000L);
    }

    public static Row row(@Nullable Object[] values) {
        return Row.of(values);
    }

    public static List<@Nullable Object> list(@Nullable Object[] values) {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /** Of keys and values alternating; the last of equal keys wins. */
    public static Map<@Nullable Object, @Nullable Object> map(@Nullable Object[] keysAndValues) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    /** The element at a 1-based index, null when there is none. */
    public static @Nullable Object item(Object list, int index) {
        List<?> elements = (List<?>) list;
        if (index < 1) {
            throw new BadValueException("array indexes start at 1, this one is " + index);
        }
        return index > elements.size() ? null : elements.get(index - 1);
    }

    /** Whether a value is one of sorted ones. */
    public static boolean in(long value, long[] sorted) {
        return Arrays.binarySearch(sorted, value) >= 0;
    }

    /** As {@link Decimals#fit}, for a result that may be null already. */
    public static @Nullable BigDecimal fit(@Nullable BigDecimal value, int precision, int scale) {
        return value == null ? null : Decimals.fit(value, precision, scale);
    }

    public static boolean equal(Bytes a, Bytes b) {
        int n = a.length();
        return n == b.length()
                && Arrays.equals(a.array(), a.offset(), a.offset() + n, b.array(), b.offset(), b.offset() + n);
    }
}
