package io.levada.core.function;

import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The narrowest type that holds the values of several. */
public final class CommonType {
    private CommonType() {}

    /** Null when the types have nothing in common. Nullable when any of them is. */
    public static @Nullable DataType of(List<DataType> types) {
        DataType common = null;
        for (DataType type : types) {
            common = common == null ? type : of(common, type);
            if (common == null) {
                return null;
            }
        }
        return common;
    }

    private static @Nullable DataType of(DataType a, DataType b) {
        boolean nullable = a.nullable() || b.nullable();
        if (a.kind() == TypeKind.NULL) {
            return b.withNullable(true);
        }
        if (b.kind() == TypeKind.NULL) {
            return a.withNullable(true);
        }
        DataType type;
        if (a.kind().isNumeric() && b.kind().isNumeric()) {
            type = numeric(a, b);
        } else if (a.kind().isText() && b.kind().isText()) {
            type = a.kind() == TypeKind.CHAR && a.precision() == b.precision() && b.kind() == TypeKind.CHAR
                    ? a
                    : DataType.varchar(Math.max(a.precision(), b.precision()));
        } else if (a.kind() == b.kind()) {
            type = sameKind(a, b);
        } else if (isDateTime(a) && isDateTime(b)) {
            type = ofPrecision(
                    a.kind() == TypeKind.TIMESTAMP_LTZ || b.kind() == TypeKind.TIMESTAMP_LTZ
                            ? TypeKind.TIMESTAMP_LTZ
                            : TypeKind.TIMESTAMP,
                    Math.max(a.precision(), b.precision()));
        } else {
            type = isBinary(a) && isBinary(b)
                    ? new DataType(TypeKind.VARBINARY, true, Math.max(a.precision(), b.precision()), 0, List.of())
                    : null;
        }
        return type == null ? null : type.withNullable(nullable);
    }

    private static @Nullable DataType sameKind(DataType a, DataType b) {
        return switch (a.kind()) {
            case ROW -> a.fields().equals(b.fields()) ? a : null;
            case ARRAY -> {
                DataType element = of(a.elementType(), b.elementType());
                yield element == null ? null : DataType.array(element);
            }
            case MAP -> {
                DataType key = of(a.keyType(), b.keyType());
                DataType value = of(a.valueType(), b.valueType());
                yield key == null || value == null ? null : DataType.map(key, value);
            }
            case BINARY ->
                a.precision() == b.precision()
                        ? a
                        : new DataType(TypeKind.VARBINARY, true, Math.max(a.precision(), b.precision()), 0, List.of());
            default -> a.precision() >= b.precision() ? a : b;
        };
    }

    private static DataType numeric(DataType a, DataType b) {
        if (isApproximate(a) || isApproximate(b)) {
            boolean bothSingle = (a.kind() == TypeKind.FLOAT || a.kind().isInteger())
                    && (b.kind() == TypeKind.FLOAT || b.kind().isInteger());
            return bothSingle ? DataType.FLOAT : DataType.DOUBLE;
        }
        if (a.kind() != TypeKind.DECIMAL && b.kind() != TypeKind.DECIMAL) {
            return a.kind().compareTo(b.kind()) >= 0 ? a : b;
        }
        DataType left = asDecimal(a);
        DataType right = asDecimal(b);
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        int precision = Math.min(DataType.MAX_DECIMAL_PRECISION, whole + scale);
        return DataType.decimal(precision, Math.min(scale, precision - Math.min(whole, precision)));
    }

    /** The DECIMAL that holds every value of an exact numeric type. */
    public static DataType asDecimal(DataType type) {
        return switch (type.kind()) {
            case TINYINT -> DataType.decimal(3, 0);
            case SMALLINT -> DataType.decimal(5, 0);
            case INTEGER -> DataType.decimal(10, 0);
            case BIGINT -> DataType.decimal(19, 0);
            default -> type;
        };
    }

    private static DataType ofPrecision(TypeKind kind, int precision) {
        return new DataType(kind, true, precision, 0, List.of());
    }

    private static boolean isApproximate(DataType type) {
        return type.kind() == TypeKind.FLOAT || type.kind() == TypeKind.DOUBLE;
    }

    private static boolean isDateTime(DataType type) {
        return type.kind() == TypeKind.DATE || type.kind().isTimestamp();
    }

    private static boolean isBinary(DataType type) {
        return type.kind() == TypeKind.BINARY || type.kind() == TypeKind.VARBINARY;
    }
}
