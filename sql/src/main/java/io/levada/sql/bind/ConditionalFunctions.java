package io.levada.sql.bind;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** Functions that evaluate only what they need: they become CASE and COALESCE of the plan. */
public final class ConditionalFunctions {
    /** NULL only if every argument may be. */
    private static final SqlReturnTypeInference COMMON_LEAST_NULLABLE =
            ReturnTypes.LEAST_RESTRICTIVE.andThen(SqlTypeTransforms.LEAST_NULLABLE);

    public static final SqlFunction COALESCE =
            function("COALESCE", COMMON_LEAST_NULLABLE, OperandTypes.variadic(SqlOperandCountRanges.from(1)));
    public static final SqlFunction IFNULL = function("IFNULL", COMMON_LEAST_NULLABLE, OperandTypes.ANY_ANY);
    public static final SqlFunction IF = function(
            "IF",
            binding -> {
                List<RelDataType> values = List.of(binding.getOperandType(1), binding.getOperandType(2));
                return binding.getTypeFactory().leastRestrictive(values);
            },
            OperandTypes.family(SqlTypeFamily.BOOLEAN, SqlTypeFamily.ANY, SqlTypeFamily.ANY));

    private ConditionalFunctions() {}

    private static SqlFunction function(String name, SqlReturnTypeInference type, SqlOperandTypeChecker operands) {
        return new SqlFunction(name, SqlKind.OTHER_FUNCTION, type, null, operands, SqlFunctionCategory.SYSTEM);
    }
}
