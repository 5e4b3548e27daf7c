package io.levada.engine.codegen.runtime;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.core.type.Storage;
import io.levada.core.type.TypeKind;

/** Which casts there are, and which of them change nothing. */
public final class CastRules {
    /** Generated code holds decimals up to here in another form. */
    private static final int LONG_DIGITS = 18;

    private CastRules() {}

    /** Whether every value of one type is, as it is stored, a value of the other. */
    public static boolean keepsValues(DataType from, DataType to) {
        TypeKind a = from.kind();
        TypeKind b = to.kind();
        if (from.withNullable(true).equals(to.withNullable(true))) {
            return true;
        }
        if (a == b) {
            return switch (a) {
                case VARCHAR, VARBINARY, TIME, TIMESTAMP, TIMESTAMP_LTZ -> from.precision() <= to.precision();
                case DECIMAL ->
                    from.scale() == to.scale()
                            && from.precision() <= to.precision()
                            && from.precision() > LONG_DIGITS == to.precision() > LONG_DIGITS;
                case CHAR, BINARY, ROW, ARRAY, MAP -> false;
                default -> true;
            };
        }
        if (a.isInteger() && b.isInteger()) {
            return from.storage() == to.storage() && a.compareTo(b) < 0;
        }
        return a == TypeKind.CHAR && b == TypeKind.VARCHAR && from.precision() <= to.precision();
    }

    /** Throws SQL_TYPE_MISMATCH when there is no cast from one type to the other. */
    public static void check(DataType from, DataType to) {
        if (!exists(from, to)) {
            boolean number = from.kind().isNumeric() && to.kind().isTimestamp();
            throw new LevadaException(
                    ErrorCode.SQL_TYPE_MISMATCH,
                    "there is no cast from " + from.sqlName() + " to " + to.sqlName(),
                    number
                            ? "TO_TIMESTAMP_LTZ(number, 3) makes a TIMESTAMP_LTZ of milliseconds"
                            : from.kind().isTimestamp() && to.kind().isNumeric()
                                    ? "UNIX_TIMESTAMP(CAST(... AS STRING)) gives seconds, EXTRACT the parts"
                                    : null);
        }
    }

    private static boolean exists(DataType from, DataType to) {
        TypeKind a = from.kind();
        TypeKind b = to.kind();
        if (a == b && from.storage() != Storage.OBJECT || b.isText()) {
            return true;
        }
        boolean binary = a == TypeKind.BINARY || a == TypeKind.VARBINARY;
        return switch (b) {
            case BOOLEAN -> a.isText() || a.isInteger();
            case TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DECIMAL ->
                a.isText() || a.isNumeric() || a == TypeKind.BOOLEAN || isInterval(a) && b.isInteger();
            case BINARY, VARBINARY -> a.isText() || binary;
            case DATE, TIME -> a.isText() || a.isTimestamp();
            case TIMESTAMP, TIMESTAMP_LTZ -> a.isText() || a.isTimestamp() || a == TypeKind.DATE || a == TypeKind.TIME;
            case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME -> a.isInteger();
            case ARRAY -> a == b && castable(from.elementType(), to.elementType());
            case MAP -> a == b && castable(from.keyType(), to.keyType()) && castable(from.valueType(), to.valueType());
            case ROW -> a == b && from.fields().size() == to.fields().size() && fieldsCastable(from, to);
            default -> false;
        };
    }

    private static boolean castable(DataType from, DataType to) {
        return from.kind() == TypeKind.NULL || keepsValues(from, to) || exists(from, to);
    }

    private static boolean fieldsCastable(DataType from, DataType to) {
        for (int i = 0; i < from.fields().size(); i++) {
            if (!castable(from.fields().get(i).type(), to.fields().get(i).type())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInterval(TypeKind kind) {
        return kind == TypeKind.INTERVAL_YEAR_MONTH || kind == TypeKind.INTERVAL_DAY_TIME;
    }
}
