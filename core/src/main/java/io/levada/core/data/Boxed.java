package io.levada.core.data;

import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between columns and boxed values, as {@link Row} lists them. */
public final class Boxed {
    private static final long MICROS = 1_000_000L;

    private Boxed() {}

    public static @Nullable Object get(Column column, DataType type, int row) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> ((IntColumn) column).get(row) != 0;
            case TINYINT -> (byte) ((IntColumn) column).get(row);
            case SMALLINT -> (short) ((IntColumn) column).get(row);
            case INTEGER -> ((IntColumn) column).get(row);
            case BIGINT -> ((LongColumn) column).get(row);
            case FLOAT -> (float) ((DoubleColumn) column).get(row);
            case DOUBLE -> ((DoubleColumn) column).get(row);
            case DECIMAL -> ((DecimalColumn) column).get(row);
            case CHAR, VARCHAR -> ((BytesColumn) column).get(row).toString();
            case BINARY, VARBINARY -> Bytes.of(((BytesColumn) column).get(row).toByteArray());
            case DATE -> LocalDate.ofEpochDay(((IntColumn) column).get(row));
            case TIME -> LocalTime.ofNanoOfDay(((IntColumn) column).get(row) * 1_000_000L);
            case TIMESTAMP -> toLocalDateTime(((LongColumn) column).get(row));
            case TIMESTAMP_LTZ -> toInstant(((LongColumn) column).get(row));
            case INTERVAL_YEAR_MONTH -> Period.ofMonths(((IntColumn) column).get(row));
            case INTERVAL_DAY_TIME -> Duration.ofMillis(((LongColumn) column).get(row));
            case ROW, ARRAY, MAP -> ((ObjectColumn) column).get(row);
            case NULL -> null;
        };
    }

    /** Appends a boxed value. Throws ClassCastException when the value isn't of the type's boxed form. */
    public static void append(Column column, DataType type, @Nullable Object value) {
        if (value == null) {
            column.appendNull();
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> ((IntColumn) column).append((Boolean) value ? 1 : 0);
            case TINYINT, SMALLINT, INTEGER -> ((IntColumn) column).append(((Number) value).intValue());
            case BIGINT -> ((LongColumn) column).append(((Number) value).longValue());
            case FLOAT -> ((DoubleColumn) column).append(((Number) value).floatValue());
            case DOUBLE -> ((DoubleColumn) column).append(((Number) value).doubleValue());
            case DECIMAL -> ((DecimalColumn) column).append((BigDecimal) value);
            case CHAR, VARCHAR -> ((BytesColumn) column).append(Bytes.of((String) value));
            case BINARY, VARBINARY -> ((BytesColumn) column).append((Bytes) value);
            case DATE -> ((IntColumn) column).append((int) ((LocalDate) value).toEpochDay());
            case TIME -> ((IntColumn) column).append((int) (((LocalTime) value).toNanoOfDay() / 1_000_000L));
            case TIMESTAMP -> ((LongColumn) column).append(toMicros((LocalDateTime) value));
            case TIMESTAMP_LTZ -> ((LongColumn) column).append(toMicros((Instant) value));
            case INTERVAL_YEAR_MONTH -> ((IntColumn) column).append((int) ((Period) value).toTotalMonths());
            case INTERVAL_DAY_TIME -> ((LongColumn) column).append(((Duration) value).toMillis());
            case ROW, ARRAY, MAP -> ((ObjectColumn) column).append(value);
            case NULL -> throw new IllegalArgumentException("a value of type NULL");
        }
    }

    public static List<Row> rows(Batch batch, RowType type) {
        List<Row> rows = new ArrayList<>(batch.rowCount());
        for (int row = 0; row < batch.rowCount(); row++) {
            List<@Nullable Object> values = new ArrayList<>(type.size());
            for (int i = 0; i < type.size(); i++) {
                values.add(get(batch.column(i), type.type(i), row));
            }
            rows.add(new Row(ChangeKind.of(batch.kind(row)), values));
        }
        return rows;
    }

    /** One batch of all the rows, which must not be empty. */
    public static Batch batch(List<Row> rows, RowType type) {
        Column[] columns = Batch.columnsFor(type, rows.size());
        byte[] kinds = new byte[rows.size()];
        boolean insertOnly = true;
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            kinds[r] = row.kind().code();
            insertOnly &= row.kind() == ChangeKind.INSERT;
            for (int i = 0; i < columns.length; i++) {
                append(columns[i], type.type(i), row.get(i));
            }
        }
        return new Batch(rows.size(), columns, insertOnly ? null : kinds);
    }

    public static LocalDateTime toLocalDateTime(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1000, ZoneOffset.UTC);
    }

    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
    }

    public static long toMicros(LocalDateTime value) {
        return value.toEpochSecond(ZoneOffset.UTC) * MICROS + value.getNano() / 1000;
    }

    public static long toMicros(Instant value) {
        return value.getEpochSecond() * MICROS + value.getNano() / 1000;
    }
}
