package io.levada.sql.bind;

import io.levada.core.function.CommonType;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.math.RoundingMode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Flink's rules for precisions: defaults, limits, and the types of decimal arithmetic and of sums and averages
 * (Flink documentation, "Data Types", and its LogicalTypeMerging).
 */
final class DialectTypeSystem extends RelDataTypeSystemImpl {
    static final DialectTypeSystem INSTANCE = new DialectTypeSystem();

    private static final int MAX = DataType.MAX_DECIMAL_PRECISION;
    /** A division keeps at least this many fractional digits. */
    private static final int MIN_DIVISION_SCALE = 6;

    private static final int MAX_SECOND_FRACTION = 9;
    private static final int DEFAULT_TIMESTAMP_PRECISION = 6;

    private DialectTypeSystem() {}

    @Override
    public int getMaxPrecision(SqlTypeName type) {
        return switch (type) {
            case CHAR, VARCHAR, BINARY, VARBINARY -> Integer.MAX_VALUE;
            // What is finer than we store is refused with a sentence of our own, so it has to get that far.
            case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> MAX_SECOND_FRACTION;
            case DECIMAL -> MAX;
            default -> super.getMaxPrecision(type);
        };
    }

    @Override
    public int getMaxScale(SqlTypeName type) {
        return type == SqlTypeName.DECIMAL ? MAX : super.getMaxScale(type);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName type) {
        return switch (type) {
            case VARCHAR, VARBINARY -> Integer.MAX_VALUE;
            case CHAR, BINARY -> 1;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> DEFAULT_TIMESTAMP_PRECISION;
            case TIME -> 0;
            case DECIMAL -> 10;
            default -> super.getDefaultPrecision(type);
        };
    }

    @Override
    public RoundingMode roundingMode() {
        return RoundingMode.HALF_UP;
    }

    /** Texts of different lengths become VARCHAR instead of being padded with blanks. */
    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
        return argument.getSqlTypeName() == SqlTypeName.DECIMAL
                ? decimal(types, MAX, argument.getScale(), argument.isNullable())
                : argument;
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
        return argument.getSqlTypeName() == SqlTypeName.DECIMAL
                ? decimal(types, MAX, Math.max(MIN_DIVISION_SCALE, argument.getScale()), argument.isNullable())
                : argument;
    }

    private static RelDataType decimal(RelDataTypeFactory types, int precision, int scale, boolean nullable) {
        return types.createTypeWithNullability(types.createSqlType(SqlTypeName.DECIMAL, precision, scale), nullable);
    }

    @Override
    public @Nullable RelDataType deriveDecimalPlusType(RelDataTypeFactory types, RelDataType a, RelDataType b) {
        return derive(types, a, b, (x, y) -> {
            int scale = Math.max(x.scale(), y.scale());
            return fitted(Math.max(x.precision() - x.scale(), y.precision() - y.scale()) + scale + 1, scale);
        });
    }

    @Override
    public @Nullable RelDataType deriveDecimalMultiplyType(RelDataTypeFactory types, RelDataType a, RelDataType b) {
        return derive(types, a, b, (x, y) -> fitted(x.precision() + y.precision() + 1, x.scale() + y.scale()));
    }

    @Override
    public @Nullable RelDataType deriveDecimalDivideType(RelDataTypeFactory types, RelDataType a, RelDataType b) {
        return derive(types, a, b, (x, y) -> {
            int scale = Math.max(MIN_DIVISION_SCALE, x.scale() + y.precision() + 1);
            return fitted(x.precision() - x.scale() + y.scale() + scale, scale);
        });
    }

    @Override
    public @Nullable RelDataType deriveDecimalModType(RelDataTypeFactory types, RelDataType a, RelDataType b) {
        if (isExactWithDecimal(a, b) && exact(a).scale() == 0 && exact(b).scale() == 0) {
            return b;
        }
        return derive(types, a, b, (x, y) -> {
            int scale = Math.max(x.scale(), y.scale());
            return fitted(Math.min(x.precision() - x.scale(), y.precision() - y.scale()) + scale, scale);
        });
    }

    private interface Rule {
        DataType apply(DataType a, DataType b);
    }

    private static @Nullable RelDataType derive(RelDataTypeFactory types, RelDataType a, RelDataType b, Rule rule) {
        if (!isExactWithDecimal(a, b)) {
            return null;
        }
        DataType result = rule.apply(exact(a), exact(b));
        return types.createSqlType(SqlTypeName.DECIMAL, result.precision(), result.scale());
    }

    private static boolean isExactWithDecimal(RelDataType a, RelDataType b) {
        return SqlTypeUtil.isExactNumeric(a)
                && SqlTypeUtil.isExactNumeric(b)
                && (SqlTypeUtil.isDecimal(a) || SqlTypeUtil.isDecimal(b));
    }

    private static DataType exact(RelDataType type) {
        return SqlTypeUtil.isDecimal(type)
                ? DataType.decimal(type.getPrecision(), type.getScale())
                : CommonType.asDecimal(
                        DataType.of(TypeKind.valueOf(type.getSqlTypeName().name())));
    }

    /** Where 38 digits don't suffice, fractional digits go first, but not below six of them. */
    private static DataType fitted(int precision, int scale) {
        if (precision <= MAX) {
            return DataType.decimal(precision, scale);
        }
        int whole = precision - scale;
        return DataType.decimal(MAX, Math.max(MAX - whole, Math.min(scale, MIN_DIVISION_SCALE)));
    }
}
