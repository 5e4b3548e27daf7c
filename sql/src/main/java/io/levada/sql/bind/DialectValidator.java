package io.levada.sql.bind;

import com.google.common.collect.ImmutableSet;
import io.levada.sql.parse.DialectConformance;
import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.type.SqlTypeCoercionRule;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.implicit.TypeCoercion;
import org.apache.calcite.sql.validate.implicit.TypeCoercions;
import org.apache.flink.sql.parser.FlinkSqlParsingValidator;

/** Calcite's validator with Flink's settings: no implicit casts, identifiers expanded. */
final class DialectValidator extends FlinkSqlParsingValidator {
    private static final SqlValidator.Config CONFIG = SqlValidator.Config.DEFAULT
            .withIdentifierExpansion(true)
            .withTypeCoercionEnabled(false)
            .withDefaultNullCollation(NullCollation.LOW)
            .withConformance(DialectConformance.INSTANCE);
    private static final SqlTypeMappingRule CASTS = casts();

    DialectValidator(SqlOperatorTable operators, SqlValidatorCatalogReader catalog, RelDataTypeFactory types) {
        super(operators, catalog, types, CONFIG, false);
    }

    @Override
    public SqlTypeMappingRule getTypeMappingRule() {
        return CASTS;
    }

    /** Implicit casts are off, but the columns of USING have to find a common type. */
    @Override
    public TypeCoercion getTypeCoercion() {
        return TypeCoercions.createTypeCoercion(getTypeFactory(), this);
    }

    /** Calcite's casts, and between BOOLEAN and numbers, which Flink allows. */
    private static SqlTypeMappingRule casts() {
        Map<SqlTypeName, ImmutableSet<SqlTypeName>> sources =
                new HashMap<>(SqlTypeCoercionRule.instance().getTypeMapping());
        SqlTypeName.NUMERIC_TYPES.forEach(number -> {
            addSource(sources, number, SqlTypeName.BOOLEAN);
            addSource(sources, SqlTypeName.BOOLEAN, number);
        });
        return SqlTypeCoercionRule.instance(sources);
    }

    private static void addSource(
            Map<SqlTypeName, ImmutableSet<SqlTypeName>> sources, SqlTypeName target, SqlTypeName source) {
        ImmutableSet<SqlTypeName> known = sources.getOrDefault(target, ImmutableSet.of());
        sources.put(
                target,
                ImmutableSet.<SqlTypeName>builder().addAll(known).add(source).build());
    }
}
