package io.levada.testkit;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Batches as text that a person reads: a line for each row, {@code +I 1 'a' 12:00:01}. Values stand in the order of the
 * columns, divided by blanks; {@code null} is NULL; strings stand in single quotes (doubled inside); a time of day where a
 * timestamp is due lies on 1970-01-01; the change kind may be left out for {@code +I}. Empty lines don't count.
 */
public final class BatchText {
    private static final Pattern TOKEN = Pattern.compile("'((?:[^']|'')*)'|\\S+");

    private BatchText() {}

    /** One batch of all lines. */
    public static Batch parse(RowType type, String text) {
        return Boxed.batch(rows(type, text), type);
    }

    public static List<Row> rows(RowType type, String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> row(type, line))
                .toList();
    }

    private static Row row(RowType type, String line) {
        Matcher matcher = TOKEN.matcher(line);
        List<String> tokens = new ArrayList<>();
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        ChangeKind kind = ChangeKind.INSERT;
        for (ChangeKind candidate : ChangeKind.values()) {
            if (tokens.get(0).equals(candidate.symbol())) {
                kind = candidate;
                tokens.remove(0);
                break;
            }
        }
        if (tokens.size() != type.size()) {
            throw new IllegalArgumentException(
                    "'" + line + "' has " + tokens.size() + " values, " + type + " has " + type.size());
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < type.size(); i++) {
            values.add(value(type.type(i), tokens.get(i)));
        }
        return new Row(kind, values);
    }

    private static @Nullable Object value(DataType type, String token) {
        if (token.equals("null")) {
            return null;
        }
        String text =
                token.startsWith("'") ? token.substring(1, token.length() - 1).replace("''", "'") : token;
        return switch (type.kind()) {
            case BOOLEAN -> Boolean.valueOf(text);
            case TINYINT -> Byte.valueOf(text);
            case SMALLINT -> Short.valueOf(text);
            case INTEGER -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case DECIMAL -> new BigDecimal(text).setScale(type.scale(), RoundingMode.UNNECESSARY);
            case CHAR, VARCHAR -> text;
            case BINARY, VARBINARY -> Bytes.of(HexFormat.of().parseHex(text));
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> dateTime(text);
            case TIMESTAMP_LTZ ->
                text.endsWith("Z") ? Instant.parse(text) : Boxed.toInstant(Boxed.toMicros(dateTime(text)));
            default -> throw new IllegalArgumentException("no notation for " + type);
        };
    }

    private static LocalDateTime dateTime(String text) {
        return text.contains("T") ? LocalDateTime.parse(text) : LocalDate.EPOCH.atTime(LocalTime.parse(text));
    }

    /** Microseconds of a timestamp in this notation. */
    public static long micros(String text) {
        return Boxed.toMicros(dateTime(text));
    }

    public static String print(Batch batch, RowType type) {
        return print(Boxed.rows(batch, type));
    }

    /** The lines that {@link #rows} reads. */
    public static String print(List<Row> rows) {
        StringBuilder out = new StringBuilder();
        for (Row row : rows) {
            out.append(row.kind().symbol());
            row.values().forEach(value -> out.append(' ').append(text(value)));
            out.append('\n');
        }
        return out.toString();
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String string) {
            return "'" + string.replace("'", "''") + "'";
        }
        if (value instanceof Bytes bytes) {
            return HexFormat.of().formatHex(bytes.toByteArray());
        }
        if (value instanceof LocalDateTime time && time.toLocalDate().equals(LocalDate.EPOCH)) {
            return time.toLocalTime().toString();
        }
        return String.valueOf(value);
    }
}
