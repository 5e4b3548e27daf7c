package io.levada.sql.bind;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.function.FunctionDefinition;
import io.levada.core.function.Functions;
import io.levada.core.function.ResolvedFunction;
import io.levada.core.type.DataType;
import io.levada.sql.parse.Positions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** A function of the library: what it takes and gives is read from the metadata beside its code. */
public final class LibraryFunction extends SqlFunction {
    private final boolean deterministic;

    LibraryFunction(String name) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                LibraryFunction::returnType,
                null,
                new Checker(name),
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.deterministic = Functions.byName(name).stream().allMatch(FunctionDefinition::deterministic);
    }

    @Override
    public boolean isDeterministic() {
        return deterministic;
    }

    private static RelDataType returnType(SqlOperatorBinding binding) {
        ResolvedFunction resolved = resolve(binding, binding.getOperator().getName());
        if (resolved == null) {
            throw new IllegalStateException("unchecked call of " + binding.getOperator());
        }
        return Types.toRel(resolved.result(), binding.getTypeFactory());
    }

    private static @Nullable ResolvedFunction resolve(SqlOperatorBinding binding, String name) {
        return Functions.resolve(name, argumentTypes(binding), i -> literal(binding, i));
    }

    private static List<DataType> argumentTypes(SqlOperatorBinding binding) {
        List<DataType> arguments = new ArrayList<>();
        for (int i = 0; i < binding.getOperandCount(); i++) {
            if (!isClause(binding.getOperandType(i))) {
                arguments.add(Types.fromRel(binding.getOperandType(i)));
            }
        }
        return arguments;
    }

    /**
     * Whether an argument only says how the function works, such as WITHOUT WRAPPER. The grammar adds the defaults to
     * every call; {@link UnsupportedFeatures} has refused all others.
     */
    public static boolean isClause(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.SYMBOL;
    }

    private static @Nullable Object literal(SqlOperatorBinding binding, int index) {
        return binding.getOperandType(index).getSqlTypeName() == SqlTypeName.INTEGER
                        && binding.isOperandLiteral(index, false)
                ? binding.getOperandLiteralValue(index, BigDecimal.class)
                : null;
    }

    /** Finds an overload that takes the arguments, or says which there are. */
    private record Checker(String name) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            if (resolve(binding, name) != null) {
                return true;
            }
            if (!throwOnFailure) {
                return false;
            }
            String given =
                    argumentTypes(binding).stream().map(DataType::sqlName).collect(Collectors.joining(", ", "(", ")"));
            throw new LevadaException(
                    ErrorCode.SQL_TYPE_MISMATCH,
                    name + " can't take " + (given.equals("()") ? "no arguments" : given),
                    Positions.of(binding.getCall()),
                    "it takes " + signatures(),
                    null);
        }

        private String signatures() {
            return Functions.byName(name).stream()
                    .map(d -> name + d.signature())
                    .distinct()
                    .collect(Collectors.joining(" or "));
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.any();
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String operatorName) {
            return signatures();
        }
    }
}
