package io.levada.connector.jdbc;

import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.function.Decimals;
import io.levada.core.function.Times;
import io.levada.core.type.DataType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Values between a database and the boxed form of {@link io.levada.core.data.Row}. */
final class JdbcValues {
    private JdbcValues() {}

    static void check(String column, DataType type) {
        switch (type.kind()) {
            case ROW, ARRAY, MAP, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME, NULL ->
                throw new LevadaException(
                        ErrorCode.SQL_UNSUPPORTED,
                        "column '" + column + "' of type " + type.sqlName() + " of a jdbc table is not there yet",
                        "leave the column out");
            default -> {}
        }
    }

    /** @param index from 1 */
    static @Nullable Object read(ResultSet row, int index, DataType type) throws SQLException {
        Object value = switch (type.kind()) {
            case BOOLEAN -> row.getBoolean(index);
            case TINYINT -> row.getByte(index);
            case SMALLINT -> row.getShort(index);
            case INTEGER -> row.getInt(index);
            case BIGINT -> row.getLong(index);
            case FLOAT -> row.getFloat(index);
            case DOUBLE -> row.getDouble(index);
            case DECIMAL -> fit(row.getBigDecimal(index), type);
            case CHAR, VARCHAR -> row.getString(index);
            case BINARY, VARBINARY -> bytes(row.getBytes(index));
            case DATE -> row.getObject(index, LocalDate.class);
            case TIME -> time(row.getObject(index, LocalTime.class));
            case TIMESTAMP -> timestamp(row.getObject(index, LocalDateTime.class), type);
            case TIMESTAMP_LTZ -> instant(row.getObject(index, OffsetDateTime.class), type);
            case ROW, ARRAY, MAP, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME, NULL ->
                throw new IllegalStateException("unchecked type " + type);
        };
        return row.wasNull() ? null : value;
    }

    private static @Nullable BigDecimal fit(@Nullable BigDecimal value, DataType type) {
        return value == null ? null : Decimals.fit(value, type.precision(), type.scale());
    }

    private static @Nullable Bytes bytes(byte @Nullable [] value) {
        return value == null ? null : Bytes.of(value);
    }

    private static @Nullable LocalTime time(@Nullable LocalTime value) {
        return value == null ? null : value.truncatedTo(ChronoUnit.MILLIS);
    }

    private static @Nullable LocalDateTime timestamp(@Nullable LocalDateTime value, DataType type) {
        return value == null ? null : Boxed.toLocalDateTime(Times.truncate(Boxed.toMicros(value), type.precision()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime value, DataType type) {
        return value == null
                ? null
                : Boxed.toInstant(Times.truncate(Boxed.toMicros(value.toInstant()), type.precision()));
    }

    /** @param index from 1 */
    static void write(PreparedStatement statement, int index, Object value) throws SQLException {
        switch (value) {
            case Byte b -> statement.setShort(index, b);
            case Bytes b -> statement.setBytes(index, b.toByteArray());
            case Instant t -> statement.setObject(index, t.atOffset(ZoneOffset.UTC));
            default -> statement.setObject(index, value);
        }
    }
}
