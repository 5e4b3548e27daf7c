package io.levada.sql.bind;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/** How calls become algebra: as they are where Calcite would expand them into something that isn't Flink's. */
final class Convertlets implements SqlRexConvertletTable {
    static final Convertlets INSTANCE = new Convertlets();

    private Convertlets() {}

    @Override
    public @Nullable SqlRexConvertlet get(SqlCall call) {
        SqlOperator operator = call.getOperator();
        boolean ours = operator instanceof LibraryFunction
                || operator instanceof ClockFunction
                || operator == ConditionalFunctions.COALESCE
                || operator == ConditionalFunctions.IF
                || operator == ConditionalFunctions.IFNULL
                || operator == SqlStdOperatorTable.TIMESTAMP_DIFF
                || operator == SqlStdOperatorTable.IS_DISTINCT_FROM
                || operator == SqlStdOperatorTable.IS_NOT_DISTINCT_FROM
                || operator.getKind() == SqlKind.FLOOR
                || operator.getKind() == SqlKind.CEIL;
        return ours ? Convertlets::asItIs : StandardConvertletTable.INSTANCE.get(call);
    }

    private static RexNode asItIs(SqlRexContext context, SqlCall call) {
        RelDataType type = context.getValidator().getValidatedNodeType(call);
        List<RexNode> operands = call.getOperandList().stream()
                .map((SqlNode operand) -> operand instanceof SqlIntervalQualifier unit
                        ? context.getRexBuilder().makeFlag(unit.timeUnitRange)
                        : context.convertExpression(operand))
                .toList();
        return context.getRexBuilder().makeCall(type, call.getOperator(), operands);
    }
}
