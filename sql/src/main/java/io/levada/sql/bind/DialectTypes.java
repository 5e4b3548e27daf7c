package io.levada.sql.bind;

import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.sql.parse.Positions;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.validate.SqlValidator;

/** Types as they are written in DDL. */
public record DialectTypes(RelDataTypeFactory factory, SqlValidator validator) {
    /** Throws with the type's position when Levada doesn't have it. */
    public DataType of(SqlDataTypeSpec spec) {
        boolean nullable = spec.getNullable() == null || spec.getNullable();
        try {
            RelDataType type = spec.deriveType(validator, nullable);
            return Types.fromRel(type).withNullable(nullable);
        } catch (LevadaException e) {
            throw e.withPosition(Positions.of(spec.getTypeName().getParserPosition()));
        } catch (CalciteContextException e) {
            throw new LevadaException(
                    io.levada.core.error.ErrorCode.SQL_INVALID,
                    "there is no type " + spec,
                    Positions.of(spec.getTypeName().getParserPosition()),
                    null,
                    e);
        }
    }
}
