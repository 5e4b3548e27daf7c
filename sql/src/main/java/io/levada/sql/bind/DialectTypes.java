package io.levada.sql.bind;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Suggest;
import io.levada.core.type.DataType;
import io.levada.sql.parse.Positions;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.validate.SqlValidator;

/** Types as they are written in DDL. */
public record DialectTypes(RelDataTypeFactory factory, SqlValidator validator) {
    private static final List<String> NAMES = List.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INT",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "DECIMAL",
            "CHAR",
            "VARCHAR",
            "STRING",
            "BYTES",
            "DATE",
            "TIME",
            "TIMESTAMP",
            "TIMESTAMP_LTZ",
            "ROW",
            "ARRAY",
            "MAP");

    /** Throws with the type's position when Levada doesn't have it. */
    public DataType of(SqlDataTypeSpec spec) {
        TypeSpecs.check(spec);
        boolean nullable = spec.getNullable() == null || spec.getNullable();
        try {
            RelDataType type = spec.deriveType(validator, nullable);
            return Types.fromRel(type).withNullable(nullable);
        } catch (LevadaException e) {
            throw e.withPosition(Positions.of(spec.getTypeName()));
        } catch (CalciteContextException e) {
            String name = spec.getTypeName().toString();
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "there is no type '" + name + "'",
                    Positions.of(spec.getTypeName()),
                    Suggest.nearest(name, NAMES)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("there are: " + String.join(", ", NAMES)),
                    e);
        }
    }
}
