package io.levada.sql.bind;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlMonotonicity;

/** A function without arguments that reads the clock, with the types that Flink gives them. */
public final class ClockFunction extends SqlFunction {
    public static final ClockFunction PROCTIME = instant("PROCTIME", false);
    public static final ClockFunction NOW = instant("NOW", false);
    public static final ClockFunction CURRENT_ROW_TIMESTAMP = instant("CURRENT_ROW_TIMESTAMP", false);
    public static final ClockFunction CURRENT_TIMESTAMP = instant("CURRENT_TIMESTAMP", true);
    public static final ClockFunction LOCALTIMESTAMP =
            new ClockFunction("LOCALTIMESTAMP", SqlTypeName.TIMESTAMP, 3, true);
    public static final ClockFunction CURRENT_DATE = new ClockFunction("CURRENT_DATE", SqlTypeName.DATE, -1, true);
    public static final ClockFunction CURRENT_TIME = new ClockFunction("CURRENT_TIME", SqlTypeName.TIME, 0, true);
    public static final ClockFunction LOCALTIME = new ClockFunction("LOCALTIME", SqlTypeName.TIME, 0, true);

    private final boolean withoutParentheses;

    private ClockFunction(String name, SqlTypeName type, int precision, boolean withoutParentheses) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                binding -> type(binding.getTypeFactory(), type, precision),
                null,
                OperandTypes.NILADIC,
                SqlFunctionCategory.TIMEDATE);
        this.withoutParentheses = withoutParentheses;
    }

    private static ClockFunction instant(String name, boolean withoutParentheses) {
        return new ClockFunction(name, SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, 3, withoutParentheses);
    }

    private static RelDataType type(RelDataTypeFactory types, SqlTypeName type, int precision) {
        return precision < 0 ? types.createSqlType(type) : types.createSqlType(type, precision);
    }

    @Override
    public SqlSyntax getSyntax() {
        return withoutParentheses ? SqlSyntax.FUNCTION_ID : SqlSyntax.FUNCTION;
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public boolean isDynamicFunction() {
        return true;
    }

    @Override
    public SqlMonotonicity getMonotonicity(SqlOperatorBinding call) {
        return SqlMonotonicity.INCREASING;
    }
}
