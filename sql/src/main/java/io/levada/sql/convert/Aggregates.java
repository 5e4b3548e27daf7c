package io.levada.sql.convert;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.PlanNode;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.sql.bind.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.logical.LogicalAggregate;

/** GROUP BY: by window where window bounds are grouped by, else updating. */
final class Aggregates {
    private static final Set<String> FUNCTIONS =
            Set.of("COUNT", "SUM", "MIN", "MAX", "AVG", "FIRST_VALUE", "LAST_VALUE");

    private final Places places;

    Aggregates(Places places) {
        this.places = places;
    }

    Stream convert(LogicalAggregate rel, Stream input) {
        if (rel.getGroupType() != Aggregate.Group.SIMPLE) {
            throw new LevadaException(ErrorCode.SQL_UNSUPPORTED, "GROUPING SETS is not there yet");
        }
        List<Integer> keys = rel.getGroupSet().asList();
        List<AggregateCall> calls =
                rel.getAggCallList().stream().map(this::call).toList();
        List<String> names = rel.getRowType().getFieldNames();
        Stream windowed = new WindowAggregates(input, keys, calls, names).convert();
        return windowed != null ? windowed : grouped(input, keys, calls, names);
    }

    private static Stream grouped(Stream input, List<Integer> keys, List<AggregateCall> calls, List<String> names) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            fields.add(new Field(names.get(i), input.type(keys.get(i))));
        }
        for (int i = 0; i < calls.size(); i++) {
            fields.add(new Field(names.get(keys.size() + i), calls.get(i).type()));
        }
        PlanNode node = new GroupAggregate(input.node(), keys, calls, mode(input.node(), calls), new RowType(fields));
        return new Stream(node, names, names.stream().map(n -> ColumnTrait.NONE).toList());
    }

    /** A group without aggregates over rows that never leave is told once and never changes. */
    static ChangelogMode mode(PlanNode input, List<AggregateCall> calls) {
        return calls.isEmpty() && input.mode() == ChangelogMode.APPEND ? ChangelogMode.APPEND : ChangelogMode.RETRACT;
    }

    private AggregateCall call(org.apache.calcite.rel.core.AggregateCall call) {
        String function = call.getAggregation().getName();
        if (!FUNCTIONS.contains(function)) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "the aggregate " + function + " is not there yet",
                    places.function(function),
                    null,
                    null);
        }
        if (call.getArgList().size() > 1) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    function + " of several columns is not there yet",
                    places.function(function),
                    null,
                    null);
        }
        boolean distinct = call.isDistinct() && !function.equals("MIN") && !function.equals("MAX");
        return new AggregateCall(
                function,
                distinct,
                call.getArgList(),
                call.filterArg,
                Types.fromRel(call.getType()),
                call.getName() == null ? function : call.getName());
    }

    /** A projection of columns by index. */
    static List<Expr> refs(Stream input, List<Integer> columns) {
        List<Expr> refs = new ArrayList<>();
        columns.forEach(c -> refs.add(new InputRef(c, input.type(c))));
        return refs;
    }
}
