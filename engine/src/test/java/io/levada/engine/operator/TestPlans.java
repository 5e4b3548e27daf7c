package io.levada.engine.operator;

import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Union;
import io.levada.core.plan.ValuesNode;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** Plan nodes for operator tests. */
final class TestPlans {
    private TestPlans() {}

    /** An input that has nothing but a type and a changelog mode. */
    static PlanNode input(RowType type, ChangelogMode mode) {
        PlanNode values = new ValuesNode(type, List.of());
        return mode == ChangelogMode.APPEND ? values : new Union(List.of(values, values), mode, type);
    }

    /** {@code name type} pairs. */
    static RowType row(Object... namesAndTypes) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            fields.add(new Field((String) namesAndTypes[i], (DataType) namesAndTypes[i + 1]));
        }
        return new RowType(fields);
    }

    static AggregateCall call(String function, RowType input, int column) {
        return call(function, input, column, false, -1);
    }

    /** An aggregate with the result type that Flink gives it. */
    static AggregateCall call(String function, RowType input, int column, boolean distinct, int filter) {
        List<Integer> args = column < 0 ? List.of() : List.of(column);
        DataType result = DataType.BIGINT;
        if (!function.equals("COUNT")) {
            DataType type = input.type(column).withNullable(true);
            boolean decimal = type.kind() == TypeKind.DECIMAL;
            result = switch (function) {
                case "SUM", "SUM0" -> decimal ? DataType.decimal(38, type.scale()) : type;
                case "AVG" -> decimal ? DataType.decimal(38, Math.max(6, type.scale())) : type;
                default -> type;
            };
        }
        return new AggregateCall(function, distinct, args, filter, result, function.toLowerCase(java.util.Locale.ROOT));
    }

    /** The row type of a grouping: keys, then aggregates. */
    static List<Field> fields(RowType input, List<Integer> keys, List<AggregateCall> calls) {
        List<Field> fields = new ArrayList<>();
        keys.forEach(key -> fields.add(input.field(key)));
        calls.forEach(call -> fields.add(new Field(call.name(), call.type())));
        return fields;
    }
}
