package io.levada.sql.bind;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.sql.parse.Positions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.TableCharacteristic;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * TUMBLE, HOP, CUMULATE or SESSION: the table, the time column, intervals; the result is the table with window_start,
 * window_end and window_time.
 */
public final class WindowFunction extends SqlWindowTableFunction {
    public static final WindowFunction TUMBLE = new WindowFunction("TUMBLE", List.of("SIZE", "OFFSET"), 1);
    public static final WindowFunction HOP = new WindowFunction("HOP", List.of("SLIDE", "SIZE", "OFFSET"), 2);
    public static final WindowFunction CUMULATE = new WindowFunction("CUMULATE", List.of("STEP", "SIZE", "OFFSET"), 2);
    public static final WindowFunction SESSION = new WindowFunction("SESSION", List.of("GAP"), 1);

    private static final int BOUND_PRECISION = 3;

    private WindowFunction(String name, List<String> intervals, int mandatoryIntervals) {
        super(name, new Operands(name, intervals, mandatoryIntervals));
    }

    /** Only a session is cut by key. */
    @Override
    public @Nullable TableCharacteristic tableCharacteristic(int ordinal) {
        return ordinal == 0 && getName().equals("SESSION")
                ? TableCharacteristic.builder(TableCharacteristic.Semantics.SET)
                        .pruneIfEmpty()
                        .passColumnsThrough()
                        .build()
                : null;
    }

    @Override
    public SqlReturnTypeInference getRowTypeInference() {
        return WindowFunction::rowType;
    }

    private static RelDataType rowType(SqlOperatorBinding binding) {
        RelDataType input = binding.getOperandType(0);
        RelDataTypeFactory types = binding.getTypeFactory();
        RelDataType time = null;
        for (SqlNode operand : ((SqlCallBinding) binding).operands()) {
            if (operand.getKind() == SqlKind.DESCRIPTOR) {
                time = timeField(input, (SqlCall) operand).getType();
            }
        }
        if (time == null) {
            throw new IllegalStateException("unchecked window function");
        }
        RelDataType bound = types.createSqlType(SqlTypeName.TIMESTAMP, BOUND_PRECISION);
        return types.builder()
                .kind(input.getStructKind())
                .addAll(input.getFieldList())
                .add("window_start", bound)
                .add("window_end", bound)
                .add("window_time", types.createTypeWithNullability(time, false))
                .build();
    }

    private static RelDataTypeField timeField(RelDataType input, SqlCall descriptor) {
        if (descriptor.operandCount() != 1
                || !(descriptor.operand(0) instanceof SqlIdentifier name)
                || !name.isSimple()) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "DESCRIPTOR takes the name of one column",
                    Positions.of(descriptor),
                    "write DESCRIPTOR(ts)",
                    null);
        }
        RelDataTypeField field = input.getField(name.getSimple(), true, false);
        if (field == null) {
            throw Names.unknownColumn(name.getSimple(), input.getFieldNames(), Positions.of(name));
        }
        return field;
    }

    /** Checks the operands and names what is wrong with them. */
    private record Operands(String name, List<String> intervals, int mandatoryIntervals) implements SqlOperandMetadata {
        @Override
        public List<String> paramNames() {
            List<String> all = new ArrayList<>(List.of("DATA", "TIMECOL"));
            all.addAll(intervals);
            return all;
        }

        @Override
        public List<RelDataType> paramTypes(RelDataTypeFactory types) {
            return Collections.nCopies(2 + intervals.size(), types.createSqlType(SqlTypeName.ANY));
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.between(2 + mandatoryIntervals, 2 + intervals.size());
        }

        @Override
        public boolean isOptional(int index) {
            return index >= 2 + mandatoryIntervals;
        }

        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            RelDataType input = binding.getOperandType(0);
            if (!input.isStruct()) {
                throw wrong(binding.operand(0), "the first argument of " + name + " is a table: TABLE t, or a query");
            }
            SqlNode descriptor = binding.operand(1);
            if (descriptor.getKind() != SqlKind.DESCRIPTOR) {
                throw wrong(descriptor, "the second argument of " + name + " is the time column: DESCRIPTOR(ts)");
            }
            RelDataTypeField field = timeField(input, (SqlCall) descriptor);
            if (!SqlTypeUtil.isTimestamp(field.getType())) {
                throw new LevadaException(
                        ErrorCode.SQL_TYPE_MISMATCH,
                        name + " needs a time attribute, but column '" + field.getName() + "' is "
                                + Types.fromRel(field.getType()).sqlName(),
                        Positions.of(descriptor),
                        "declare it in the table: WATERMARK FOR ts AS ts - INTERVAL '5' SECOND",
                        null);
            }
            for (int i = 2; i < binding.getOperandCount(); i++) {
                SqlNode operand = binding.operand(i);
                boolean omitted = operand.getKind() == SqlKind.DEFAULT;
                if (!omitted && !SqlTypeUtil.isInterval(binding.getOperandType(i))) {
                    throw wrong(
                            operand,
                            "the argument " + intervals.get(i - 2) + " of " + name
                                    + " is an interval, such as INTERVAL '10' MINUTE");
                }
            }
            return true;
        }

        private LevadaException wrong(SqlNode node, String message) {
            return new LevadaException(
                    ErrorCode.SQL_TYPE_MISMATCH, message, Positions.of(node), "write " + signature(), null);
        }

        private String signature() {
            return name + "(TABLE t" + (name.equals("SESSION") ? " [PARTITION BY key]" : "") + ", DESCRIPTOR(ts), "
                    + String.join(
                            ", ",
                            intervals.stream()
                                    .map(i -> i.equals("OFFSET") ? "[OFFSET]" : i)
                                    .toList())
                    + ")";
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String operatorName) {
            return signature();
        }
    }
}
