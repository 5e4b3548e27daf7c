package io.levada.core.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row in boxed form, for the edges (Java API, tests, printing) and for ROW values inside a column; never on the hot
 * path.
 *
 * <p>The boxed forms: NULL null; BOOLEAN Boolean; TINYINT Byte; SMALLINT Short; INT Integer; BIGINT Long; FLOAT Float;
 * DOUBLE Double; DECIMAL BigDecimal of the type's scale; CHAR, VARCHAR String; BINARY, VARBINARY {@link Bytes}; DATE
 * LocalDate; TIME LocalTime; TIMESTAMP LocalDateTime; TIMESTAMP_LTZ Instant; INTERVAL YEAR TO MONTH Period; INTERVAL DAY
 * TO SECOND Duration; ROW {@link Row}; ARRAY List; MAP Map. {@link Boxed} converts.
 */
public record Row(ChangeKind kind, List<@Nullable Object> values) {
    public Row {
        values = Collections.unmodifiableList(values);
    }

    public static Row of(@Nullable Object... values) {
        return new Row(ChangeKind.INSERT, Arrays.asList(values));
    }

    public static Row ofKind(ChangeKind kind, @Nullable Object... values) {
        return new Row(kind, Arrays.asList(values));
    }

    public @Nullable Object get(int index) {
        return values.get(index);
    }

    public int size() {
        return values.size();
    }

    @Override
    public String toString() {
        return kind.symbol() + values;
    }
}
