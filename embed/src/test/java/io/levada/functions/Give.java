package io.levada.functions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives a value of a type for each number of arguments, or NULL where the first is NULL. */
public class Give {
    public @Nullable Integer eval(@Nullable Integer a) {
        return a == null ? null : a + 1;
    }

    public @Nullable BigDecimal eval(@Nullable Integer a, int b) {
        return a == null ? null : new BigDecimal(a).divide(new BigDecimal("4"));
    }

    public byte @Nullable [] eval(@Nullable Integer a, int b, int c) {
        return a == null ? null : new byte[] {a.byteValue(), 1};
    }

    public @Nullable LocalDate eval(@Nullable Integer a, int b, int c, int d) {
        return a == null ? null : LocalDate.ofEpochDay(a);
    }

    public @Nullable LocalDateTime eval(@Nullable Integer a, int b, int c, int d, int e) {
        return a == null ? null : LocalDateTime.of(2024, 1, 1, 0, 0, a, 123_456_789);
    }

    public @Nullable Instant eval(@Nullable Integer a, int b, int c, int d, int e, int f) {
        return a == null ? null : Instant.ofEpochSecond(a, 999);
    }

    public @Nullable LocalTime eval(@Nullable Integer a, int b, int c, int d, int e, int f, int g) {
        return a == null ? null : LocalTime.of(1, 2, a, 999_999);
    }

    public @Nullable List<String> eval(@Nullable Integer a, int b, int c, int d, int e, int f, int g, int h) {
        return a == null ? null : List.of("a" + a, "b");
    }

    public short eval(String text) {
        return (short) text.length();
    }
}
