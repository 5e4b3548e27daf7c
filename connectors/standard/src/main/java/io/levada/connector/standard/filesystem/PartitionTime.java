package io.levada.connector.standard.filesystem;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The time that a partition's values name, as Flink's default extractor takes it. */
final class PartitionTime {
    static final Option<String> KIND =
            Option.string("partition.time-extractor.kind", "default", "How the time is found; only default is there.");
    static final Option<String> PATTERN = Option.string(
            "partition.time-extractor.timestamp-pattern",
            null,
            "The time with $column for the values, as in '$dt $hm:00'; without it the first partition column.");
    static final Option<String> FORMATTER = Option.string(
            "partition.time-extractor.timestamp-formatter",
            null,
            "Java's format of that time; yyyy-MM-dd with or without HH:mm:ss without it.");
    static final Option<String> ZONE = Option.string(
            "sink.partition-commit.watermark-time-zone", "UTC", "The zone of the time, for comparing with watermarks.");

    /** Flink's: months, days and so on of one digit or two. */
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-[MM][M]-[dd][d] [HH][H]:[mm][m]:[ss][s]", Locale.ROOT);

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-[MM][M]-[dd][d]", Locale.ROOT);

    private final String tableName;
    private final List<String> columns;
    private final @Nullable String pattern;
    private final @Nullable DateTimeFormatter formatter;
    private final ZoneId zone;

    /** Throws OPTION_INVALID or SQL_UNSUPPORTED. */
    PartitionTime(Table table) {
        tableName = table.name();
        columns = table.partitionKeys();
        pattern = table.options().find(PATTERN).orElse(null);
        if (!table.options().get(KIND).equals("default")) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "'" + KIND.key() + "' = '" + table.options().get(KIND) + "' is not there yet",
                    "write the time with '" + PATTERN.key() + "'");
        }
        String format = table.options().find(FORMATTER).orElse(null);
        try {
            formatter = format == null ? null : DateTimeFormatter.ofPattern(format, Locale.ROOT);
            zone = ZoneId.of(table.options().get(ZONE));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID, "an option of table '" + tableName + "' is not valid: " + e.getMessage());
        }
    }

    /** Microseconds since the epoch. */
    long micros(Map<String, String> values) {
        String text = pattern == null ? values.get(columns.get(0)) : pattern;
        if (text == null) {
            throw new IllegalStateException("no value of " + columns.get(0));
        }
        for (String column : columns) {
            text = text.replace("$" + column, values.getOrDefault(column, ""));
        }
        try {
            return io.levada.core.data.Boxed.toMicros(parse(text).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            throw new LevadaException(
                    ErrorCode.EVALUATION,
                    "'" + text + "' of a partition of table '" + tableName + "' is no time: " + e.getMessage(),
                    null,
                    "say with '" + PATTERN.key() + "' and '" + FORMATTER.key() + "' how partitions name their time",
                    e);
        }
    }

    private LocalDateTime parse(String text) {
        if (formatter != null) {
            return LocalDateTime.parse(text, formatter);
        }
        return text.indexOf(':') < 0
                ? LocalDate.parse(text, DATE).atStartOfDay()
                : LocalDateTime.parse(text, TIMESTAMP);
    }
}
