package io.levada.flink.rows;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Flink's types as ours. */
public final class Types {
    private Types() {}

    public static RowType of(ResolvedSchema schema) {
        List<Field> fields = new ArrayList<>();
        for (Column column : schema.getColumns()) {
            fields.add(new Field(column.getName(), of(column.getDataType().getLogicalType())));
        }
        return new RowType(fields);
    }

    static DataType of(LogicalType type) {
        return nullable(type).withNullable(type.isNullable());
    }

    private static DataType nullable(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> DataType.BOOLEAN;
            case TINYINT -> DataType.TINYINT;
            case SMALLINT -> DataType.SMALLINT;
            case INTEGER -> DataType.INTEGER;
            case BIGINT -> DataType.BIGINT;
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
            case DECIMAL -> DataType.decimal(LogicalTypeChecks.getPrecision(type), LogicalTypeChecks.getScale(type));
            case CHAR -> DataType.character(LogicalTypeChecks.getLength(type));
            case VARCHAR -> DataType.varchar(LogicalTypeChecks.getLength(type));
            case BINARY -> new DataType(TypeKind.BINARY, true, LogicalTypeChecks.getLength(type), 0, List.of());
            case VARBINARY -> new DataType(TypeKind.VARBINARY, true, LogicalTypeChecks.getLength(type), 0, List.of());
            case DATE -> DataType.DATE;
            case TIME_WITHOUT_TIME_ZONE -> DataType.time(LogicalTypeChecks.getPrecision(type));
            case TIMESTAMP_WITHOUT_TIME_ZONE -> DataType.timestamp(timestampPrecision(type));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> DataType.timestampLtz(timestampPrecision(type));
            case INTERVAL_YEAR_MONTH -> DataType.of(TypeKind.INTERVAL_YEAR_MONTH);
            case INTERVAL_DAY_TIME -> DataType.of(TypeKind.INTERVAL_DAY_TIME);
            case NULL -> DataType.NULL;
            case ARRAY -> DataType.array(of(((ArrayType) type).getElementType()));
            case MAP -> DataType.map(of(((MapType) type).getKeyType()), of(((MapType) type).getValueType()));
            case MULTISET -> DataType.map(of(((MultisetType) type).getElementType()), DataType.INTEGER.notNull());
            case ROW ->
                DataType.row(((org.apache.flink.table.types.logical.RowType) type)
                        .getFields().stream()
                                .map(f -> new Field(f.getName(), of(f.getType())))
                                .toList());
            default ->
                throw new LevadaException(
                        ErrorCode.SQL_UNSUPPORTED,
                        "a result of Flink's type " + type.asSummaryString() + " can't be shown",
                        "CAST it to STRING");
        };
    }

    /** Flink knows nanoseconds; we show microseconds at most. */
    private static int timestampPrecision(LogicalType type) {
        return Math.min(LogicalTypeChecks.getPrecision(type), DataType.MAX_TIMESTAMP_PRECISION);
    }
}
