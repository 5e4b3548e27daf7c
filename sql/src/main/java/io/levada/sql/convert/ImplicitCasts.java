package io.levada.sql.convert;

import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;

/** Which types INSERT INTO may convert unasked (Flink's LogicalTypeCasts, "implicit"). */
final class ImplicitCasts {
    private ImplicitCasts() {}

    static boolean allowed(DataType from, DataType to) {
        TypeKind a = from.kind();
        TypeKind b = to.kind();
        if (a == TypeKind.NULL) {
            return true;
        }
        if (a == b) {
            return a != TypeKind.ROW && a != TypeKind.ARRAY && a != TypeKind.MAP || nested(from, to);
        }
        return switch (b) {
            case CHAR, VARCHAR -> a.isText();
            case BINARY, VARBINARY -> a == TypeKind.BINARY || a == TypeKind.VARBINARY;
            case SMALLINT, INTEGER, BIGINT -> a.isInteger() && a.compareTo(b) < 0;
            case DECIMAL, DOUBLE -> a.isNumeric();
            case FLOAT -> a.isNumeric() && a != TypeKind.DOUBLE;
            case DATE, TIME -> a == TypeKind.TIMESTAMP;
            case TIMESTAMP, TIMESTAMP_LTZ -> a.isTimestamp();
            default -> false;
        };
    }

    private static boolean nested(DataType from, DataType to) {
        if (from.fields().size() != to.fields().size()) {
            return false;
        }
        for (int i = 0; i < from.fields().size(); i++) {
            if (!allowed(from.fields().get(i).type(), to.fields().get(i).type())) {
                return false;
            }
        }
        return true;
    }
}
