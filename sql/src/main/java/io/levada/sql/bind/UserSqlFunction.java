package io.levada.sql.bind;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.function.UserFunction;
import io.levada.core.type.DataType;
import io.levada.sql.parse.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;

/** A function of the user's: what it takes and gives is read from its eval methods. */
public final class UserSqlFunction extends SqlFunction {
    private final UserFunction function;

    UserSqlFunction(UserFunction function) {
        super(
                function.name(),
                SqlKind.OTHER_FUNCTION,
                binding -> returnType(function, binding),
                (binding, result, operands) -> inferNulls(function, binding.getTypeFactory(), operands),
                new Checker(function),
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.function = function;
    }

    public UserFunction function() {
        return function;
    }

    @Override
    public boolean isDeterministic() {
        return function.deterministic();
    }

    private static RelDataType returnType(UserFunction function, SqlOperatorBinding binding) {
        UserFunction.Resolved resolved = function.resolve(argumentTypes(binding));
        if (resolved == null) {
            throw new IllegalStateException("unchecked call of " + function.name());
        }
        return Types.toRel(resolved.result(), binding.getTypeFactory());
    }

    /** A bare NULL has the type on which all overloads of that many arguments agree. */
    private static void inferNulls(UserFunction function, RelDataTypeFactory types, RelDataType[] operands) {
        for (int i = 0; i < operands.length; i++) {
            DataType common = function.commonParameter(operands.length, i);
            if (common != null) {
                operands[i] = Types.toRel(common, types);
            }
        }
    }

    private static List<DataType> argumentTypes(SqlOperatorBinding binding) {
        List<DataType> arguments = new ArrayList<>();
        for (int i = 0; i < binding.getOperandCount(); i++) {
            arguments.add(Types.fromRel(binding.getOperandType(i)));
        }
        return arguments;
    }

    /** Finds an overload that takes the arguments, or says which there are. */
    private record Checker(UserFunction function) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            List<DataType> arguments = argumentTypes(binding);
            if (function.resolve(arguments) != null) {
                return true;
            }
            if (!throwOnFailure) {
                return false;
            }
            String given = arguments.stream().map(DataType::toString).collect(Collectors.joining(", ", "(", ")"));
            throw new LevadaException(
                    ErrorCode.SQL_TYPE_MISMATCH,
                    function.name() + " can't take " + (arguments.isEmpty() ? "no arguments" : given),
                    Positions.of(binding.getCall()),
                    function.hint(arguments),
                    null);
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.any();
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String operatorName) {
            return function.hint(List.of());
        }
    }
}
