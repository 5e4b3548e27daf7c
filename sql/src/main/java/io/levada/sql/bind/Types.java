package io.levada.sql.bind;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Between Calcite's types and ours. */
public final class Types {
    private Types() {}

    /** Throws SQL_UNSUPPORTED for a type that Levada doesn't have. */
    public static DataType fromRel(RelDataType type) {
        return kindFromRel(type).withNullable(type.isNullable());
    }

    private static DataType kindFromRel(RelDataType type) {
        if (type.isStruct()) {
            return DataType.row(fields(type));
        }
        SqlTypeName name = type.getSqlTypeName();
        if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(name)) {
            return DataType.of(TypeKind.INTERVAL_YEAR_MONTH);
        }
        if (SqlTypeName.DAY_INTERVAL_TYPES.contains(name)) {
            return DataType.of(TypeKind.INTERVAL_DAY_TIME);
        }
        return switch (name) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DATE, NULL ->
                DataType.of(TypeKind.valueOf(name.name()));
            case REAL -> DataType.FLOAT;
            case DECIMAL -> DataType.decimal(type.getPrecision(), type.getScale());
            case CHAR, VARCHAR, BINARY, VARBINARY ->
                new DataType(TypeKind.valueOf(name.name()), true, type.getPrecision(), 0, List.of());
            case TIME -> DataType.time(type.getPrecision());
            case TIMESTAMP -> DataType.timestamp(fraction(type, "TIMESTAMP"));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> DataType.timestampLtz(fraction(type, "TIMESTAMP_LTZ"));
            case ARRAY -> DataType.array(fromRel(componentType(type)));
            case MAP -> DataType.map(fromRel(keyType(type)), fromRel(valueType(type)));
            // The parameter of EXTRACT, FLOOR and the like.
            case SYMBOL -> DataType.STRING;
            default -> throw new LevadaException(ErrorCode.SQL_UNSUPPORTED, "the type " + type + " is not there yet");
        };
    }

    private static RelDataType componentType(RelDataType type) {
        return java.util.Objects.requireNonNull(type.getComponentType());
    }

    private static RelDataType keyType(RelDataType type) {
        return java.util.Objects.requireNonNull(type.getKeyType());
    }

    private static RelDataType valueType(RelDataType type) {
        return java.util.Objects.requireNonNull(type.getValueType());
    }

    private static int fraction(RelDataType type, String name) {
        int precision = type.getPrecision();
        if (precision > DataType.MAX_TIMESTAMP_PRECISION) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    name + "(" + precision + ") is finer than Levada stores, which is microseconds",
                    "write " + name + "(6)");
        }
        return precision;
    }

    private static List<Field> fields(RelDataType row) {
        return row.getFieldList().stream()
                .map(f -> new Field(f.getName(), fromRel(f.getType())))
                .toList();
    }

    public static RowType rowFromRel(RelDataType row) {
        return new RowType(fields(row));
    }

    public static RelDataType toRel(DataType type, RelDataTypeFactory types) {
        return types.createTypeWithNullability(kindToRel(type, types), type.nullable());
    }

    private static RelDataType kindToRel(DataType type, RelDataTypeFactory types) {
        return switch (type.kind()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DATE, NULL ->
                types.createSqlType(SqlTypeName.valueOf(type.kind().name()));
            case DECIMAL -> types.createSqlType(SqlTypeName.DECIMAL, type.precision(), type.scale());
            case CHAR, VARCHAR, BINARY, VARBINARY, TIME, TIMESTAMP ->
                types.createSqlType(SqlTypeName.valueOf(type.kind().name()), type.precision());
            case TIMESTAMP_LTZ -> types.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, type.precision());
            case INTERVAL_YEAR_MONTH -> interval(types, TimeUnit.YEAR, TimeUnit.MONTH);
            case INTERVAL_DAY_TIME -> interval(types, TimeUnit.DAY, TimeUnit.SECOND);
            case ARRAY -> types.createArrayType(toRel(type.elementType(), types), -1);
            case MAP -> types.createMapType(toRel(type.keyType(), types), toRel(type.valueType(), types));
            case ROW -> row(type.fields(), types, StructKind.PEEK_FIELDS_NO_EXPAND);
        };
    }

    private static RelDataType interval(RelDataTypeFactory types, TimeUnit from, TimeUnit to) {
        return types.createSqlIntervalType(new SqlIntervalQualifier(from, to, SqlParserPos.ZERO));
    }

    private static RelDataType row(List<Field> fields, RelDataTypeFactory types, StructKind kind) {
        return types.createStructType(
                kind,
                fields.stream().map(f -> toRel(f.type(), types)).toList(),
                fields.stream().map(Field::name).toList());
    }

    /** The row type of a table. */
    public static RelDataType toRel(RowType row, RelDataTypeFactory types) {
        return row(row.fields(), types, StructKind.FULLY_QUALIFIED);
    }
}
