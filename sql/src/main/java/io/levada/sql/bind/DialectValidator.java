package io.levada.sql.bind;

import io.levada.sql.parse.DialectConformance;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.flink.sql.parser.FlinkSqlParsingValidator;

/** Calcite's validator with Flink's settings: no implicit casts, identifiers expanded. */
final class DialectValidator extends FlinkSqlParsingValidator {
    private static final SqlValidator.Config CONFIG = SqlValidator.Config.DEFAULT
            .withIdentifierExpansion(true)
            .withTypeCoercionEnabled(false)
            .withConformance(DialectConformance.INSTANCE);

    DialectValidator(SqlValidatorCatalogReader catalog, RelDataTypeFactory types) {
        super(Operators.INSTANCE, catalog, types, CONFIG, false);
    }
}
