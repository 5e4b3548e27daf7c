package io.levada.core.function;

import io.levada.core.data.Bytes;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL types of Java types in the signatures of users' functions, as Flink derives them. */
final class JavaTypes {
    /** Flink's type of a BigDecimal that nothing more is known about. */
    static final DataType DECIMAL = DataType.decimal(38, 18);

    private static final Map<Class<?>, DataType> TYPES = Map.ofEntries(
            Map.entry(boolean.class, DataType.BOOLEAN.notNull()),
            Map.entry(byte.class, DataType.TINYINT.notNull()),
            Map.entry(short.class, DataType.SMALLINT.notNull()),
            Map.entry(int.class, DataType.INTEGER.notNull()),
            Map.entry(long.class, DataType.BIGINT.notNull()),
            Map.entry(float.class, DataType.FLOAT.notNull()),
            Map.entry(double.class, DataType.DOUBLE.notNull()),
            Map.entry(Boolean.class, DataType.BOOLEAN),
            Map.entry(Byte.class, DataType.TINYINT),
            Map.entry(Short.class, DataType.SMALLINT),
            Map.entry(Integer.class, DataType.INTEGER),
            Map.entry(Long.class, DataType.BIGINT),
            Map.entry(Float.class, DataType.FLOAT),
            Map.entry(Double.class, DataType.DOUBLE),
            Map.entry(BigDecimal.class, DECIMAL),
            Map.entry(String.class, DataType.STRING),
            Map.entry(Bytes.class, DataType.STRING),
            Map.entry(byte[].class, DataType.BYTES),
            Map.entry(LocalDate.class, DataType.DATE),
            Map.entry(LocalTime.class, DataType.time(0)),
            Map.entry(LocalDateTime.class, DataType.timestamp(DataType.MAX_TIMESTAMP_PRECISION)),
            Map.entry(Instant.class, DataType.timestampLtz(DataType.MAX_TIMESTAMP_PRECISION)),
            Map.entry(Period.class, DataType.of(TypeKind.INTERVAL_YEAR_MONTH)),
            Map.entry(Duration.class, DataType.of(TypeKind.INTERVAL_DAY_TIME)));

    private JavaTypes() {}

    /** Null for a type that SQL doesn't have. */
    static @Nullable DataType sqlType(Type type) {
        if (type instanceof Class<?> plain) {
            return TYPES.get(plain);
        }
        if (!(type instanceof ParameterizedType generic)) {
            return null;
        }
        Type[] arguments = generic.getActualTypeArguments();
        if (generic.getRawType() == List.class) {
            DataType element = element(arguments[0]);
            return element == null ? null : DataType.array(element);
        }
        if (generic.getRawType() == Map.class) {
            DataType key = element(arguments[0]);
            DataType value = element(arguments[1]);
            return key == null || value == null ? null : DataType.map(key, value);
        }
        return null;
    }

    /** Elements lie in their boxed form in a collection, which for texts is String and for bytes is our own class. */
    private static @Nullable DataType element(Type type) {
        return type == byte[].class || type == Bytes.class ? null : sqlType(type);
    }
}
