package io.levada.engine.codegen.interpreter;

import io.levada.core.data.Boxed;
import io.levada.core.expr.Call;
import io.levada.core.expr.Op;
import io.levada.core.function.TimeField;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;

/** EXTRACT, FLOOR and CEIL over boxed values that are not null. */
final class TimePart {
    private TimePart() {}

    static Object apply(Call call, Object first, Object second, ZoneId zone) {
        if (call.function().equals(Op.EXTRACT)) {
            return extract(TimeField.of((String) first), second, zone);
        }
        boolean floor = call.function().equals(Op.FLOOR_TO);
        TimeField unit = TimeField.of((String) second);
        return switch (first) {
            case LocalDate d -> {
                int days = (int) d.toEpochDay();
                yield LocalDate.ofEpochDay(floor ? unit.floorDate(days) : unit.ceilDate(days));
            }
            case Instant t ->
                rounded(unit, LocalDateTime.ofInstant(t, zone), floor)
                        .atZone(zone)
                        .toInstant();
            case LocalTime t -> rounded(unit, LocalDate.EPOCH.atTime(t), floor).toLocalTime();
            default -> rounded(unit, (LocalDateTime) first, floor);
        };
    }

    private static LocalDateTime rounded(TimeField unit, LocalDateTime value, boolean floor) {
        long micros = Boxed.toMicros(value);
        return Boxed.toLocalDateTime(floor ? unit.floor(micros) : unit.ceil(micros));
    }

    private static long extract(TimeField unit, Object value, ZoneId zone) {
        return switch (value) {
            case LocalDate d -> unit.ofDate((int) d.toEpochDay());
            case LocalDateTime t -> unit.of(Boxed.toMicros(t));
            case Instant t ->
                unit == TimeField.EPOCH
                        ? t.getEpochSecond()
                        : unit.of(Boxed.toMicros(LocalDateTime.ofInstant(t, zone)));
            case LocalTime t -> unit.of(Boxed.toMicros(LocalDate.EPOCH.atTime(t)));
            case Period p -> unit.ofMonths((int) p.toTotalMonths());
            case Duration d -> unit.ofMillis(d.toMillis());
            default -> throw new IllegalStateException("no point in time: " + value.getClass());
        };
    }
}
