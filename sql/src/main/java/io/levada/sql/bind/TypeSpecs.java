package io.levada.sql.bind;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.sql.parse.Positions;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlMapTypeNameSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.flink.sql.parser.type.ExtendedSqlRowTypeNameSpec;
import org.jspecify.annotations.Nullable;

/** Refuses written types that Levada doesn't have or whose numbers are out of range; Calcite would cut these down. */
final class TypeSpecs {
    private TypeSpecs() {}

    /** Throws with the position of the type's name. */
    static void check(SqlDataTypeSpec type) {
        check(type.getTypeNameSpec());
    }

    private static void check(SqlTypeNameSpec spec) {
        switch (spec) {
            case SqlBasicTypeNameSpec basic -> basic(basic);
            case SqlCollectionTypeNameSpec collection -> {
                refuse(collection, "MULTISET");
                check(collection.getElementTypeName());
            }
            case ExtendedSqlRowTypeNameSpec row -> row.getFieldTypes().forEach(TypeSpecs::check);
            case SqlMapTypeNameSpec map -> {
                check(map.getKeyType());
                check(map.getValType());
            }
            default -> {
                for (String name : new String[] {"RAW", "STRUCTURED", "BITMAP"}) {
                    refuse(spec, name);
                }
            }
        }
    }

    private static String name(SqlTypeNameSpec spec) {
        return spec.getTypeName().getSimple().toUpperCase(Locale.ROOT);
    }

    private static void refuse(SqlTypeNameSpec spec, String name) {
        if (name(spec).equals(name)) {
            throw error(spec, ErrorCode.SQL_UNSUPPORTED, "the type " + name + " is not there yet", null);
        }
    }

    private static void basic(SqlBasicTypeNameSpec spec) {
        refuse(spec, "VARIANT");
        String name = name(spec);
        int precision = spec.getPrecision();
        if (name.startsWith("TIMESTAMP") && precision > DataType.MAX_TIMESTAMP_PRECISION) {
            throw error(
                    spec,
                    ErrorCode.SQL_UNSUPPORTED,
                    name + "(" + precision + ") is finer than Levada stores, which is microseconds",
                    "write " + name + "(6)");
        }
        boolean decimal = name.equals("DECIMAL");
        if (decimal && (precision > DataType.MAX_DECIMAL_PRECISION || precision == 0)) {
            throw error(spec, ErrorCode.SQL_INVALID, "the precision of DECIMAL is 1 to 38", null);
        }
        if (decimal && precision > 0 && spec.getScale() > precision) {
            throw error(spec, ErrorCode.SQL_INVALID, "the scale of DECIMAL is at most its precision", null);
        }
    }

    private static LevadaException error(SqlTypeNameSpec spec, ErrorCode code, String message, @Nullable String hint) {
        return new LevadaException(code, message, Positions.of(spec.getTypeName()), hint, null);
    }
}
