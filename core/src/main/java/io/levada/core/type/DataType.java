package io.levada.core.type;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A SQL type.
 *
 * @param precision length of CHAR, VARCHAR, BINARY, VARBINARY; digits of DECIMAL; fractional digits of TIME and
 *     TIMESTAMP; 0 elsewhere
 * @param scale fractional digits of DECIMAL; 0 elsewhere
 * @param fields the fields of a ROW; one field named "element" of an ARRAY; "key" and "value" of a MAP; empty elsewhere
 */
public record DataType(TypeKind kind, boolean nullable, int precision, int scale, List<Field> fields) {
    /** The precision of STRING and BYTES. */
    public static final int MAX_LENGTH = Integer.MAX_VALUE;
    /** The finest fraction of a second that is stored: microseconds. */
    public static final int MAX_TIMESTAMP_PRECISION = 6;

    public static final int MAX_DECIMAL_PRECISION = 38;

    public static final DataType BOOLEAN = of(TypeKind.BOOLEAN);
    public static final DataType TINYINT = of(TypeKind.TINYINT);
    public static final DataType SMALLINT = of(TypeKind.SMALLINT);
    public static final DataType INTEGER = of(TypeKind.INTEGER);
    public static final DataType BIGINT = of(TypeKind.BIGINT);
    public static final DataType FLOAT = of(TypeKind.FLOAT);
    public static final DataType DOUBLE = of(TypeKind.DOUBLE);
    public static final DataType STRING = varchar(MAX_LENGTH);
    public static final DataType BYTES = new DataType(TypeKind.VARBINARY, true, MAX_LENGTH, 0, List.of());
    public static final DataType DATE = of(TypeKind.DATE);
    public static final DataType NULL = of(TypeKind.NULL);

    public DataType {
        fields = List.copyOf(fields);
        if (kind == TypeKind.DECIMAL
                && (precision < 1 || precision > MAX_DECIMAL_PRECISION || scale < 0 || scale > precision)) {
            throw new IllegalArgumentException("DECIMAL(" + precision + ", " + scale + ") is out of range");
        }
        if (kind.isTimestamp() && (precision < 0 || precision > MAX_TIMESTAMP_PRECISION)) {
            throw new IllegalArgumentException(kind + "(" + precision + "): the precision is 0 to 6");
        }
    }

    public static DataType of(TypeKind kind) {
        return new DataType(kind, true, 0, 0, List.of());
    }

    public static DataType varchar(int length) {
        return new DataType(TypeKind.VARCHAR, true, length, 0, List.of());
    }

    public static DataType character(int length) {
        return new DataType(TypeKind.CHAR, true, length, 0, List.of());
    }

    public static DataType decimal(int precision, int scale) {
        return new DataType(TypeKind.DECIMAL, true, precision, scale, List.of());
    }

    public static DataType time(int precision) {
        return new DataType(TypeKind.TIME, true, precision, 0, List.of());
    }

    public static DataType timestamp(int precision) {
        return new DataType(TypeKind.TIMESTAMP, true, precision, 0, List.of());
    }

    public static DataType timestampLtz(int precision) {
        return new DataType(TypeKind.TIMESTAMP_LTZ, true, precision, 0, List.of());
    }

    public static DataType row(List<Field> fields) {
        return new DataType(TypeKind.ROW, true, 0, 0, fields);
    }

    public static DataType array(DataType element) {
        return new DataType(TypeKind.ARRAY, true, 0, 0, List.of(new Field("element", element)));
    }

    public static DataType map(DataType key, DataType value) {
        return new DataType(TypeKind.MAP, true, 0, 0, List.of(new Field("key", key), new Field("value", value)));
    }

    public Storage storage() {
        return kind.storage();
    }

    public DataType withNullable(boolean nullable) {
        return nullable == this.nullable ? this : new DataType(kind, nullable, precision, scale, fields);
    }

    public DataType notNull() {
        return withNullable(false);
    }

    /** The element type of an ARRAY. */
    public DataType elementType() {
        return fields.get(0).type();
    }

    /** The key type of a MAP. */
    public DataType keyType() {
        return fields.get(0).type();
    }

    /** The value type of a MAP. */
    public DataType valueType() {
        return fields.get(1).type();
    }

    /** The type as Flink SQL writes it, {@code NOT NULL} included. */
    @Override
    public String toString() {
        return nullable ? sqlName() : sqlName() + " NOT NULL";
    }

    /** The type as Flink SQL writes it, without nullability. */
    public String sqlName() {
        return switch (kind) {
            case INTEGER -> "INT";
            case VARCHAR -> precision == MAX_LENGTH ? "STRING" : "VARCHAR(" + precision + ")";
            case VARBINARY -> precision == MAX_LENGTH ? "BYTES" : "VARBINARY(" + precision + ")";
            case CHAR, BINARY, TIME, TIMESTAMP, TIMESTAMP_LTZ -> kind.name() + "(" + precision + ")";
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            case INTERVAL_YEAR_MONTH -> "INTERVAL YEAR TO MONTH";
            case INTERVAL_DAY_TIME -> "INTERVAL DAY TO SECOND";
            case ROW ->
                fields.stream()
                        .map(f -> "`" + f.name() + "` " + f.type())
                        .collect(Collectors.joining(", ", "ROW<", ">"));
            case ARRAY -> "ARRAY<" + elementType() + ">";
            case MAP -> "MAP<" + keyType() + ", " + valueType() + ">";
            default -> kind.name();
        };
    }
}
