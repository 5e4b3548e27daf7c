package io.levada.cli.demo;

import io.levada.core.data.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of one of the demo's alert tables as a sentence. */
final class AlertText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private AlertText() {}

    /** Null for rows of tables that hold no alerts. */
    static @Nullable String of(OutputTable table, Row row) {
        return switch (table.name()) {
            case "alerts" -> airport(table, row);
            case "strong_quakes" -> quake(table, row);
            default -> null;
        };
    }

    private static String airport(OutputTable table, Row row) {
        String time = table.get(row, "raised_at") instanceof LocalDateTime raised ? TIME.format(raised) : "";
        Object name = table.get(row, "name");
        return String.format(
                Locale.ROOT,
                "%s  %s  %s %% of %s departures late, worst %s min  %s",
                time,
                table.get(row, "airport"),
                whole(table.get(row, "late_percent")),
                table.get(row, "departures"),
                table.get(row, "worst_delay"),
                name == null ? "" : name);
    }

    private static String quake(OutputTable table, Row row) {
        String time = table.get(row, "happened") instanceof Instant happened
                ? TIME.format(happened.atOffset(ZoneOffset.UTC))
                : "";
        return String.format(
                Locale.ROOT,
                "%s  earthquake of magnitude %s  %s",
                time,
                table.get(row, "magnitude"),
                table.get(row, "place"));
    }

    private static String whole(@Nullable Object number) {
        return number instanceof Number n ? Long.toString(Math.round(n.doubleValue())) : "?";
    }
}
