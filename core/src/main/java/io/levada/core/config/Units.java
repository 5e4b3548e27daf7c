package io.levada.core.config;

import java.time.Duration;
import java.util.Locale;

/** Durations and sizes with units, as Flink's configuration writes them. */
public final class Units {
    private Units() {}

    /** {@code 10}, {@code 10ms}, {@code 10 s}, {@code 5 min}, {@code 1 h}, {@code 1 d}; no unit is milliseconds. */
    public static Duration parseDuration(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        int end = digits(trimmed);
        long number = Long.parseLong(trimmed.substring(0, end));
        return switch (trimmed.substring(end).trim()) {
            case "", "ms", "milli", "millis", "millisecond", "milliseconds" -> Duration.ofMillis(number);
            case "us", "micro", "micros", "microsecond", "microseconds" -> Duration.ofNanos(number * 1000);
            case "ns", "nano", "nanos", "nanosecond", "nanoseconds" -> Duration.ofNanos(number);
            case "s", "sec", "secs", "second", "seconds" -> Duration.ofSeconds(number);
            case "m", "min", "mins", "minute", "minutes" -> Duration.ofMinutes(number);
            case "h", "hour", "hours" -> Duration.ofHours(number);
            case "d", "day", "days" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException("units are ns, us, ms, s, min, h, d");
        };
    }

    /** {@code 1024}, {@code 64kb}, {@code 64 mb}, {@code 1g}; no unit is bytes. */
    public static long parseBytes(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        int end = digits(trimmed);
        long number = Long.parseLong(trimmed.substring(0, end));
        return switch (trimmed.substring(end).trim()) {
            case "", "b", "bytes" -> number;
            case "k", "kb", "kibibytes" -> Math.multiplyExact(number, 1L << 10);
            case "m", "mb", "mebibytes" -> Math.multiplyExact(number, 1L << 20);
            case "g", "gb", "gibibytes" -> Math.multiplyExact(number, 1L << 30);
            case "t", "tb", "tebibytes" -> Math.multiplyExact(number, 1L << 40);
            default -> throw new IllegalArgumentException("units are b, kb, mb, gb, tb");
        };
    }

    private static int digits(String text) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        if (end == 0) {
            throw new IllegalArgumentException("a number is missing");
        }
        return end;
    }
}
