package io.levada.cli;

import io.levada.core.config.Units;
import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line: {@code 30s}, {@code 5 min}; a bare number is seconds. */
final class Durations {
    private Durations() {}

    static Duration parse(String text) {
        boolean bare = !text.isBlank() && text.chars().allMatch(Character::isDigit);
        try {
            return Units.parseDuration(bare ? text + "s" : text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not a duration: write 30s, 5min, 1h");
        }
    }
}
