package io.levada.functions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what it was given, for every type that a function may take. */
public class Describe {
    public String eval(boolean value) {
        return "boolean " + value;
    }

    public String eval(@Nullable Boolean value) {
        return "Boolean " + value;
    }

    public String eval(byte value) {
        return "byte " + value;
    }

    public String eval(short value) {
        return "short " + value;
    }

    public String eval(int value) {
        return "int " + value;
    }

    public String eval(@Nullable Integer value) {
        return "Integer " + value;
    }

    public String eval(@Nullable Long value) {
        return "Long " + value;
    }

    public String eval(float value) {
        return "float " + value;
    }

    public String eval(@Nullable Double value) {
        return "Double " + value;
    }

    public String eval(@Nullable String value) {
        return "String " + value;
    }

    public String eval(@Nullable BigDecimal value) {
        return "BigDecimal " + value;
    }

    public String eval(byte @Nullable [] value) {
        return "bytes " + (value == null ? null : HexFormat.of().formatHex(value));
    }

    public String eval(@Nullable LocalDate value) {
        return "LocalDate " + value;
    }

    public String eval(@Nullable LocalTime value) {
        return "LocalTime " + value;
    }

    public String eval(@Nullable LocalDateTime value) {
        return "LocalDateTime " + value;
    }

    public String eval(@Nullable Instant value) {
        return "Instant " + value;
    }

    public String eval(@Nullable List<Integer> value) {
        return "List " + value;
    }

    public String eval(@Nullable Map<String, Integer> value) {
        return "Map " + value;
    }
}
