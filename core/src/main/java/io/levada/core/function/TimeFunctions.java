package io.levada.core.function;

import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Points in time from and to text and numbers. */
public final class TimeFunctions {
    private static final Bytes DEFAULT_FORMAT = Bytes.of("yyyy-MM-dd HH:mm:ss");
    private static final long LEAST_MILLIS = -62_167_219_200_000L;
    private static final long MOST_MILLIS = 253_402_300_799_999L;
    private static final int MOST_PATTERNS = 1000;
    private static final Map<Bytes, TimestampPattern> PATTERNS = new ConcurrentHashMap<>();

    private TimeFunctions() {}

    @ScalarFunction(
            name = "NOW",
            signature = "() -> TIMESTAMP_LTZ(3)",
            description = "The time now; in a stream, when the current batch was begun.",
            example = "NOW() = CURRENT_TIMESTAMP()")
    public static long now(EvaluationContext context) {
        return context.nowMicros() / 1000 * 1000;
    }

    @ScalarFunction(
            name = "CURRENT_ROW_TIMESTAMP",
            signature = "() -> TIMESTAMP_LTZ(3)",
            description = "The time now.",
            example = "CURRENT_ROW_TIMESTAMP() = NOW()")
    public static long currentRowTimestamp(EvaluationContext context) {
        return now(context);
    }

    @ScalarFunction(
            name = "DATE_FORMAT",
            signature = "(TIMESTAMP, STRING) -> STRING",
            description = "A timestamp in a format of letters as of Java's DateTimeFormatter.",
            example = "DATE_FORMAT(TIMESTAMP '2024-02-29 12:34:56', 'yyyy/MM/dd HH:mm') = '2024/02/29 12:34'")
    public static Bytes dateFormat(long micros, Bytes format) {
        return pattern(format).format(micros);
    }

    @ScalarFunction(
            name = "DATE_FORMAT",
            signature = "(TIMESTAMP_LTZ, STRING) -> STRING",
            description = "As DATE_FORMAT, in the session's zone.",
            example = "DATE_FORMAT(TO_TIMESTAMP_LTZ(0, 3), 'yyyy') = '1970'")
    public static Bytes dateFormat(EvaluationContext context, long micros, Bytes format) {
        return dateFormat(Times.toLocal(micros, context.zone()), format);
    }

    @ScalarFunction(
            name = "DATE_FORMAT",
            signature = "(STRING, STRING) -> STRING",
            description = "As DATE_FORMAT, of a text like 2024-02-29 12:34:56; NULL when it isn't.",
            example = "DATE_FORMAT('2024-02-29 12:34:56', 'dd.MM.yy') = '29.02.24'")
    public static @Nullable Bytes dateFormat(Bytes text, Bytes format) {
        Long micros = toTimestamp(text, DEFAULT_FORMAT);
        return micros == null ? null : dateFormat(micros, format);
    }

    @ScalarFunction(
            name = "TO_TIMESTAMP",
            signature = "(STRING) -> TIMESTAMP(3)",
            description = "The timestamp in a text like 2024-02-29 12:34:56.789; NULL when it isn't one.",
            example = "TO_TIMESTAMP('2024-02-29 12:34:56') = TIMESTAMP '2024-02-29 12:34:56'")
    public static @Nullable Long toTimestamp(Bytes text) {
        try {
            return TimeText.parseTimestamp(text, 3);
        } catch (BadValueException e) {
            return null;
        }
    }

    @ScalarFunction(
            name = "TO_TIMESTAMP",
            signature = "(STRING, STRING) -> TIMESTAMP(3)",
            description = "The timestamp in a text of a given format; NULL when it isn't one.",
            example = "TO_TIMESTAMP('29.02.2024', 'dd.MM.yyyy') = TIMESTAMP '2024-02-29 00:00:00'")
    public static @Nullable Long toTimestamp(Bytes text, Bytes format) {
        TemporalAccessor parsed;
        try {
            parsed = pattern(format).formatter().parse(text.toString());
        } catch (DateTimeException e) {
            try {
                return TimeText.parseTimestamp(Bytes.of(text.toString().strip()), 6);
            } catch (BadValueException notDefault) {
                return null;
            }
        }
        return Times.truncate(Boxed.toMicros(dateTime(parsed)), 3);
    }

    @ScalarFunction(
            name = "TO_TIMESTAMP_LTZ",
            signature = "(BIGINT) -> TIMESTAMP_LTZ(3)",
            description = "The instant so many milliseconds after 1970 began in UTC.",
            example = "TO_TIMESTAMP_LTZ(1000) = TO_TIMESTAMP_LTZ(1, 0)")
    public static @Nullable Long toTimestampLtz(long millis) {
        return toTimestampLtz(millis, 3);
    }

    @ScalarFunction(
            name = "TO_TIMESTAMP_LTZ",
            signature = "(BIGINT, INT) -> TIMESTAMP_LTZ(3)",
            description =
                    "The instant so many seconds (0) or milliseconds (3) after 1970 began in UTC; NULL beyond the year 9999.",
            example = "TO_TIMESTAMP_LTZ(1, 0) = TO_TIMESTAMP_LTZ(1000, 3)")
    public static @Nullable Long toTimestampLtz(long value, int precision) {
        if (precision != 0 && precision != 3) {
            throw new BadValueException("the precision of TO_TIMESTAMP_LTZ is 0 or 3, not " + precision);
        }
        long least = precision == 0 ? LEAST_MILLIS / 1000 : LEAST_MILLIS;
        long most = precision == 0 ? MOST_MILLIS / 1000 : MOST_MILLIS;
        return value < least || value > most ? null : (Long) (value * (precision == 0 ? 1_000_000 : 1000));
    }

    @ScalarFunction(
            name = "TO_TIMESTAMP_LTZ",
            signature = "(DOUBLE, INT) -> TIMESTAMP_LTZ(3)",
            description = "As TO_TIMESTAMP_LTZ, of a number with a fraction.",
            example = "TO_TIMESTAMP_LTZ(1.5E0, 0) = TO_TIMESTAMP_LTZ(1500, 3)")
    public static @Nullable Long toTimestampLtz(double value, int precision) {
        if (precision == 0 && Math.abs(value) <= MOST_MILLIS) {
            return toTimestampLtz((long) (value * 1000), 3);
        }
        return toTimestampLtz((long) value, precision);
    }

    @ScalarFunction(
            name = "TO_TIMESTAMP_LTZ",
            signature = "(STRING) -> TIMESTAMP_LTZ(3)",
            description = "The instant of a timestamp in UTC, written as text; NULL when it isn't one.",
            example = "TO_TIMESTAMP_LTZ('1970-01-01 00:00:01') = TO_TIMESTAMP_LTZ(1, 0)")
    public static @Nullable Long toTimestampLtz(Bytes text) {
        return toTimestamp(text);
    }

    @ScalarFunction(
            name = "TO_TIMESTAMP_LTZ",
            signature = "(STRING, STRING) -> TIMESTAMP_LTZ(3)",
            description = "As TO_TIMESTAMP_LTZ, in a given format.",
            example = "TO_TIMESTAMP_LTZ('01.01.1970', 'dd.MM.yyyy') = TO_TIMESTAMP_LTZ(0, 0)")
    public static @Nullable Long toTimestampLtz(Bytes text, Bytes format) {
        return toTimestamp(text, format);
    }

    @ScalarFunction(
            name = "TO_TIMESTAMP_LTZ",
            signature = "(STRING, STRING, STRING) -> TIMESTAMP_LTZ(3)",
            description = "As TO_TIMESTAMP_LTZ, in a given format and time zone.",
            example = "TO_TIMESTAMP_LTZ('1970-01-01 01', 'yyyy-MM-dd HH', 'UTC+1') = TO_TIMESTAMP_LTZ(0, 0)")
    public static @Nullable Long toTimestampLtz(Bytes text, Bytes format, Bytes zone) {
        Long local = toTimestamp(text, format);
        return local == null ? null : (Long) Times.toInstant(local, zone(zone));
    }

    @ScalarFunction(
            name = "TO_DATE",
            signature = "(STRING) -> DATE",
            description = "The date in a text like 2024-02-29; NULL when it isn't one.",
            example = "TO_DATE('2024-02-29') = DATE '2024-02-29'")
    public static @Nullable Integer toDate(Bytes text) {
        try {
            return TimeText.parseDate(text);
        } catch (BadValueException e) {
            return null;
        }
    }

    @ScalarFunction(
            name = "TO_DATE",
            signature = "(STRING, STRING) -> DATE",
            description = "The date in a text of a given format; NULL when it isn't one.",
            example = "TO_DATE('29.02.2024', 'dd.MM.yyyy') = DATE '2024-02-29'")
    public static @Nullable Integer toDate(Bytes text, Bytes format) {
        Long micros = toTimestamp(text, format);
        return micros == null ? null : (Integer) Times.toDate(micros);
    }

    @ScalarFunction(
            name = "FROM_UNIXTIME",
            signature = "(BIGINT) -> STRING",
            description = "The instant so many seconds after 1970 began in UTC, as text in the session's zone.",
            example = "CHAR_LENGTH(FROM_UNIXTIME(44)) = 19")
    public static Bytes fromUnixtime(EvaluationContext context, long seconds) {
        return fromUnixtime(context, seconds, DEFAULT_FORMAT);
    }

    @ScalarFunction(
            name = "FROM_UNIXTIME",
            signature = "(BIGINT, STRING) -> STRING",
            description = "As FROM_UNIXTIME, in a given format.",
            example = "FROM_UNIXTIME(44, 'ss') = '44'")
    public static Bytes fromUnixtime(EvaluationContext context, long seconds, Bytes format) {
        return dateFormat(Times.toLocal(seconds * 1_000_000, context.zone()), format);
    }

    @ScalarFunction(
            name = "UNIX_TIMESTAMP",
            signature = "() -> BIGINT",
            description = "The seconds since 1970 began in UTC.",
            example = "UNIX_TIMESTAMP() > 1700000000")
    public static long unixTimestamp(EvaluationContext context) {
        return Math.floorDiv(context.nowMicros(), 1_000_000L);
    }

    @ScalarFunction(
            name = "UNIX_TIMESTAMP",
            signature = "(STRING) -> BIGINT",
            description = "The seconds since 1970 began in UTC of a timestamp in the session's zone, written as text.",
            example = "UNIX_TIMESTAMP('1970-01-02 00:00:44') % 60 = 44")
    public static long unixTimestamp(EvaluationContext context, Bytes text) {
        return unixTimestamp(context, text, DEFAULT_FORMAT);
    }

    @ScalarFunction(
            name = "UNIX_TIMESTAMP",
            signature = "(STRING, STRING) -> BIGINT",
            description = "As UNIX_TIMESTAMP, in a given format; the least BIGINT when the text isn't in it.",
            example = "UNIX_TIMESTAMP('2024', 'yyyy') > 1700000000")
    public static long unixTimestamp(EvaluationContext context, Bytes text, Bytes format) {
        Long local = toTimestamp(text, format);
        return local == null ? Long.MIN_VALUE : Math.floorDiv(Times.toInstant(local, context.zone()), 1_000_000L);
    }

    @ScalarFunction(
            name = "CONVERT_TZ",
            signature = "(STRING, STRING, STRING) -> STRING",
            description = "A timestamp in one time zone as that in another; NULL when it isn't one.",
            example = "CONVERT_TZ('1970-01-01 00:00:00', 'UTC', 'America/Los_Angeles') = '1969-12-31 16:00:00'")
    public static @Nullable Bytes convertTz(Bytes text, Bytes from, Bytes to) {
        Long local = toTimestamp(text, DEFAULT_FORMAT);
        return local == null
                ? null
                : dateFormat(Times.toLocal(Times.toInstant(local, zone(from)), zone(to)), DEFAULT_FORMAT);
    }

    @ScalarFunction(
            name = "TIMESTAMPDIFF",
            signature = "(STRING, TIMESTAMP, TIMESTAMP) -> INT",
            description = "How many whole units, given by name, lie between two points in time.",
            example = "TIMESTAMPDIFF('DAY', TIMESTAMP '2024-02-28 12:00:00', TIMESTAMP '2024-03-01 00:00:00') = 1")
    public static int timestampDiff(Bytes unit, long from, long to) {
        return (int) difference(unit, from, to);
    }

    @ScalarFunction(
            name = "TIMESTAMPDIFF",
            signature = "(STRING, TIMESTAMP_LTZ, TIMESTAMP_LTZ) -> INT",
            description = "As TIMESTAMPDIFF, between two instants.",
            example = "TIMESTAMPDIFF('MINUTE', TO_TIMESTAMP_LTZ(0, 0), TO_TIMESTAMP_LTZ(150, 0)) = 2")
    public static int timestampDiffLtz(Bytes unit, long from, long to) {
        return (int) difference(unit, from, to);
    }

    private static TimestampPattern pattern(Bytes format) {
        TimestampPattern known = PATTERNS.get(format);
        if (known != null) {
            return known;
        }
        TimestampPattern made = new TimestampPattern(format);
        if (PATTERNS.size() < MOST_PATTERNS) {
            // A copy: the view may lie in a batch that is used again.
            PATTERNS.put(Bytes.of(format.toByteArray()), made);
        }
        return made;
    }

    /** What the text doesn't say is taken from 1970-01-01 00:00:00. */
    private static LocalDateTime dateTime(TemporalAccessor parsed) {
        return LocalDateTime.of(
                field(parsed, ChronoField.YEAR, 1970),
                field(parsed, ChronoField.MONTH_OF_YEAR, 1),
                field(parsed, ChronoField.DAY_OF_MONTH, 1),
                field(parsed, ChronoField.HOUR_OF_DAY, 0),
                field(parsed, ChronoField.MINUTE_OF_HOUR, 0),
                field(parsed, ChronoField.SECOND_OF_MINUTE, 0),
                field(parsed, ChronoField.NANO_OF_SECOND, 0));
    }

    private static int field(TemporalAccessor parsed, ChronoField field, int otherwise) {
        return parsed.isSupported(field) ? parsed.get(field) : otherwise;
    }

    private static ZoneId zone(Bytes name) {
        try {
            return ZoneId.of(name.toString());
        } catch (DateTimeException e) {
            throw new BadValueException("'" + name + "' is not a time zone");
        }
    }

    private static long difference(Bytes unit, long from, long to) {
        TimeField field = TimeField.of(unit.toString());
        return switch (field) {
            case YEAR -> Times.monthsBetween(to, from) / 12;
            case QUARTER -> Times.monthsBetween(to, from) / 3;
            case MONTH -> Times.monthsBetween(to, from);
            case WEEK -> (to - from) / (7 * Times.MICROS_PER_DAY);
            case DAY -> (to - from) / Times.MICROS_PER_DAY;
            case HOUR -> (to - from) / 3_600_000_000L;
            case MINUTE -> (to - from) / 60_000_000L;
            case SECOND -> (to - from) / 1_000_000L;
            case MILLISECOND -> (to - from) / 1000L;
            default -> throw new BadValueException(field + " is not a unit that TIMESTAMPDIFF counts");
        };
    }
}
