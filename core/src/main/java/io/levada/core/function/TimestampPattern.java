package io.levada.core.function;

import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A format of DATE_FORMAT and its kin. The formats that queries mostly have, of whole numbers only such as {@code
 * yyyy-MM-dd HH:mm:ss.SSS}, are written without {@link DateTimeFormatter}, which takes ten times as long.
 */
public final class TimestampPattern {
    private static final long MICROS_PER_DAY = Times.MICROS_PER_DAY;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final DateTimeFormatter formatter;
    /** A letter for each number of the format, and the bytes between as they are; null when it isn't so simple. */
    private final byte @Nullable [] parts;

    private final int length;
    /** For so long a time, in microseconds, the text is the same. */
    private final long unit;
    /** Rows that follow each other mostly have the same; a race only formats once more. */
    private @Nullable Last last;

    /** @param from the first time of a unit, in years of four digits, so that nothing overflows */
    private record Last(long from, Bytes text) {}

    /** Throws {@link BadValueException} when it is no format. */
    public TimestampPattern(Bytes format) {
        try {
            formatter = DateTimeFormatter.ofPattern(format.toString(), Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw new BadValueException("'" + format + "' is not a format: " + e.getMessage());
        }
        List<Byte> found = new ArrayList<>();
        String letters = format.toString();
        int size = simple(letters, found);
        unit = letters.indexOf('S') >= 0
                ? 1000
                : letters.indexOf('s') >= 0
                        ? MICROS_PER_SECOND
                        : letters.indexOf('m') >= 0
                                ? 60 * MICROS_PER_SECOND
                                : letters.indexOf('H') >= 0 ? 3600 * MICROS_PER_SECOND : MICROS_PER_DAY;
        length = size;
        if (size < 0) {
            parts = null;
        } else {
            parts = new byte[found.size()];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = found.get(i);
            }
        }
    }

    /** The length of what is written, or -1. */
    private static int simple(String format, List<Byte> found) {
        int length = 0;
        for (int i = 0; i < format.length(); ) {
            char c = format.charAt(i);
            int run = 1;
            while (i + run < format.length() && format.charAt(i + run) == c) {
                run++;
            }
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean known = c == 'y' && run == 4
                    || (c == 'M' || c == 'd' || c == 'H' || c == 'm' || c == 's') && run == 2
                    || c == 'S' && run == 3;
            boolean plain = !letter && c > ' ' - 1 && c < 127 && "'[]{}#".indexOf(c) < 0;
            if (!known && !plain) {
                return -1;
            }
            for (int j = 0; j < (known ? 1 : run); j++) {
                found.add((byte) c);
            }
            length += run;
            i += run;
        }
        return length;
    }

    DateTimeFormatter formatter() {
        return formatter;
    }

    public Bytes format(long micros) {
        byte[] simple = parts;
        if (simple == null) {
            return Bytes.of(formatter.format(Boxed.toLocalDateTime(micros)));
        }
        Last known = last;
        // Without a division, which would be most of what a row costs.
        if (known != null && Long.compareUnsigned(micros - known.from(), unit) < 0) {
            return known.text();
        }
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        LocalDate date = LocalDate.ofEpochDay(day);
        if (date.getYear() < 1 || date.getYear() > 9999) {
            return Bytes.of(formatter.format(Boxed.toLocalDateTime(micros)));
        }
        Bytes text = written(simple, micros, day, date);
        last = new Last(micros - Math.floorMod(micros, unit), text);
        return text;
    }

    private Bytes written(byte[] simple, long micros, long day, LocalDate date) {
        int millis = (int) ((micros - day * MICROS_PER_DAY) / 1000);
        byte[] out = new byte[length];
        int at = 0;
        for (byte part : simple) {
            at = switch (part) {
                case 'y' -> digits(out, at, 4, date.getYear());
                case 'M' -> digits(out, at, 2, date.getMonthValue());
                case 'd' -> digits(out, at, 2, date.getDayOfMonth());
                case 'H' -> digits(out, at, 2, millis / 3_600_000);
                case 'm' -> digits(out, at, 2, millis / 60_000 % 60);
                case 's' -> digits(out, at, 2, millis / 1000 % 60);
                case 'S' -> digits(out, at, 3, millis % 1000);
                default -> {
                    out[at] = part;
                    yield at + 1;
                }
            };
        }
        return Bytes.of(out);
    }

    private static int digits(byte[] out, int at, int count, int value) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + count;
    }
}
