package io.levada.sql.convert;

import io.levada.core.data.Bytes;
import io.levada.core.expr.Literal;
import io.levada.core.type.DataType;
import io.levada.sql.bind.Types;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Objects;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Calcite's literals in our boxed form. */
final class Literals {
    private Literals() {}

    static Literal of(RexLiteral literal) {
        DataType type = Types.fromRel(literal.getType());
        return new Literal(literal.isNull() ? null : value(literal, type), type);
    }

    private static @Nullable Object value(RexLiteral literal, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> as(literal, Boolean.class);
            case TINYINT -> number(literal).byteValueExact();
            case SMALLINT -> number(literal).shortValueExact();
            case INTEGER -> number(literal).intValueExact();
            case BIGINT -> number(literal).longValueExact();
            case FLOAT -> number(literal).floatValue();
            case DOUBLE -> number(literal).doubleValue();
            case DECIMAL -> number(literal).setScale(type.scale());
            case CHAR, VARCHAR ->
                literal.getValue() instanceof Enum<?> symbol
                        ? symbol.name()
                        : as(literal, NlsString.class).getValue();
            case BINARY, VARBINARY -> Bytes.of(as(literal, ByteString.class).getBytes());
            case DATE -> LocalDate.parse(as(literal, DateString.class).toString());
            case TIME -> LocalTime.parse(as(literal, TimeString.class).toString());
            case TIMESTAMP -> wallClock(literal);
            case TIMESTAMP_LTZ -> wallClock(literal).toInstant(ZoneOffset.UTC);
            case INTERVAL_YEAR_MONTH -> Period.ofMonths(number(literal).intValueExact());
            case INTERVAL_DAY_TIME -> Duration.ofMillis(number(literal).longValueExact());
            case ROW, ARRAY, MAP, NULL -> throw new IllegalArgumentException("a literal of type " + type);
        };
    }

    private static LocalDateTime wallClock(RexLiteral literal) {
        return LocalDateTime.parse(as(literal, TimestampString.class).toString().replace(' ', 'T'));
    }

    private static BigDecimal number(RexLiteral literal) {
        return as(literal, BigDecimal.class);
    }

    private static <T> T as(RexLiteral literal, Class<T> type) {
        return Objects.requireNonNull(literal.getValueAs(type));
    }
}
