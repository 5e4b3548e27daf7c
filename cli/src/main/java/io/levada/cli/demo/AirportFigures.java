package io.levada.cli.demo;

import io.levada.core.data.Row;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The newest window of one airport, out of the table {@code airport_delays}. */
record AirportFigures(
        String airport,
        String name,
        LocalDateTime windowEnd,
        long departures,
        double latePercent,
        double averageDelay) {

    /** Null for rows of other tables. */
    static @Nullable AirportFigures of(OutputTable table, Row row) {
        if (table.get(row, "airport") instanceof String airport
                && table.get(row, "window_end") instanceof LocalDateTime end
                && table.get(row, "departures") instanceof Number departures
                && table.get(row, "late_percent") instanceof Number late
                && table.get(row, "average_delay") instanceof Number average) {
            Object name = table.get(row, "name");
            return new AirportFigures(
                    airport,
                    name == null ? "" : name.toString(),
                    end,
                    departures.longValue(),
                    late.doubleValue(),
                    average.doubleValue());
        }
        return null;
    }

    AirportFigures newer(AirportFigures other) {
        return other.windowEnd.isBefore(windowEnd) ? this : other;
    }
}
