package io.levada.core.data;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a changelog as lines that don't depend on order or on how often a row was updated on the way. */
public final class Answer {
    private static final DateTimeFormatter TIMESTAMP = new java.time.format.DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(java.util.Locale.ROOT);

    private Answer() {}

    /** Adds and removes each row; throws when a row is removed that isn't there. */
    public static List<String> lines(List<Row> changes, ZoneId zone) {
        Map<String, Integer> table = new TreeMap<>();
        for (Row change : changes) {
            String line = change.values().stream().map(v -> text(v, zone)).collect(Collectors.joining(" | "));
            if (ChangeKind.isAddition(change.kind().code())) {
                table.merge(line, 1, Integer::sum);
            } else if (table.merge(line, -1, Integer::sum) < 0) {
                throw new IllegalArgumentException("removed but never added: " + line + " in " + changes);
            }
        }
        List<String> lines = new ArrayList<>();
        table.forEach((line, count) -> {
            for (int i = 0; i < count; i++) {
                lines.add(line);
            }
        });
        return lines;
    }

    private static String text(@Nullable Object value, ZoneId zone) {
        return switch (value) {
            case null -> "NULL";
            case Boolean b -> b ? "TRUE" : "FALSE";
            case BigDecimal d -> d.toPlainString();
            case LocalDateTime t -> TIMESTAMP.format(t);
            case Instant t -> TIMESTAMP.format(t.atZone(zone).toLocalDateTime());
            case LocalTime t -> t.format(DateTimeFormatter.ofPattern("HH:mm:ss"));
            case Bytes b -> "x'" + HexFormat.of().formatHex(b.toByteArray()) + "'";
            case Row r -> r.values().stream().map(v -> text(v, zone)).collect(Collectors.joining(", ", "(", ")"));
            case List<?> l -> l.stream().map(v -> text(v, zone)).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> m ->
                m.entrySet().stream()
                        .map(e -> text(e.getKey(), zone) + "=" + text(e.getValue(), zone))
                        .sorted()
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
    }
}
