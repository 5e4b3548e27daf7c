package io.levada.engine.codegen.runtime;

import io.levada.core.data.Bytes;
import io.levada.core.function.Decimals;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What users' functions give, in the form and to the digits that are stored. */
public final class UserValues {
    private UserValues() {}

    public static @Nullable BigDecimal fit(@Nullable BigDecimal value, int precision, int scale) {
        return value == null ? null : Decimals.fit(value, precision, scale);
    }

    public static @Nullable Bytes bytes(byte @Nullable [] value) {
        return value == null ? null : Bytes.of(value);
    }

    /** Times lose the digits that aren't stored. */
    public static Object truncated(Object value) {
        return switch (value) {
            case LocalDateTime t -> t.truncatedTo(ChronoUnit.MICROS);
            case Instant t -> t.truncatedTo(ChronoUnit.MICROS);
            case LocalTime t -> t.truncatedTo(ChronoUnit.MILLIS);
            case Duration d -> d.truncatedTo(ChronoUnit.MILLIS);
            default -> value;
        };
    }
}
