package io.levada.sql.convert;

import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.Calc;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowAggregate.Property;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.sql.optimize.Exprs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grouping by window_start and window_end. Where nothing else uses the bounds, the aggregate cuts the windows itself:
 *
 * <pre>
 *   Aggregate(window_start, window_end, k)        WindowAggregate(k)
 *     Calc                                   =>     Calc
 *       WindowAssign                                  input
 *         input
 * </pre>
 *
 * Else it goes by the bounds that the rows carry.
 */
final class WindowAggregates {
    private final Stream input;
    private final List<Integer> keys;
    private final List<AggregateCall> calls;
    private final List<String> names;

    WindowAggregates(Stream input, List<Integer> keys, List<AggregateCall> calls, List<String> names) {
        this.input = input;
        this.keys = keys;
        this.calls = calls;
        this.names = names;
    }

    /** Null when it isn't a grouping by window. */
    @Nullable
    Stream convert() {
        for (int key : keys) {
            WindowOrigin origin = input.trait(key).window();
            if (origin != null && column(origin, Property.START) >= 0 && column(origin, Property.END) >= 0) {
                return byWindow(origin);
            }
        }
        return null;
    }

    private int column(WindowOrigin origin, Property property) {
        for (int key : keys) {
            if (input.trait(key).isBound(origin, property)) {
                return key;
            }
        }
        return -1;
    }

    private Stream byWindow(WindowOrigin origin) {
        List<Integer> plain = new ArrayList<>();
        List<Property> properties = new ArrayList<>();
        for (int key : keys) {
            ColumnTrait trait = input.trait(key);
            Property property = trait.window() == origin ? trait.property() : null;
            if (property == null) {
                plain.add(key);
            } else if (!properties.contains(property)) {
                properties.add(property);
            }
        }
        PlanNode node = fused(origin, plain, properties);
        if (node == null) {
            WindowSpec attached = new WindowSpec.Attached(column(origin, Property.START), column(origin, Property.END));
            node = new WindowAggregate(
                    input.node(),
                    attached,
                    -1,
                    origin.processingTime(),
                    plain,
                    calls,
                    properties,
                    rowType(plain, properties));
        }
        return inOrderOfKeys(node, origin, plain, properties);
    }

    private RowType rowType(List<Integer> plain, List<Property> properties) {
        List<Field> fields = new ArrayList<>();
        for (int key : plain) {
            fields.add(new Field(names.get(keys.indexOf(key)), input.type(key)));
        }
        for (int i = 0; i < calls.size(); i++) {
            fields.add(new Field(names.get(keys.size() + i), calls.get(i).type()));
        }
        for (Property property : properties) {
            int key = keyOf(property);
            fields.add(new Field(names.get(keys.indexOf(key)), input.type(key)));
        }
        return new RowType(fields);
    }

    private int keyOf(Property property) {
        return keys.stream()
                .filter(k -> input.trait(k).property() == property)
                .findFirst()
                .orElseThrow();
    }

    /** The columns as the query numbers them: the keys in their order, then the aggregates. */
    private Stream inOrderOfKeys(PlanNode node, WindowOrigin origin, List<Integer> plain, List<Property> properties) {
        WindowOrigin attached = new WindowOrigin(null, origin.processingTime());
        List<ColumnTrait> traits = new ArrayList<>();
        plain.forEach(k -> traits.add(ColumnTrait.NONE));
        calls.forEach(c -> traits.add(ColumnTrait.NONE));
        properties.forEach(p -> traits.add(ColumnTrait.bound(attached, p)));
        List<String> nodeNames =
                node.rowType().fields().stream().map(Field::name).toList();
        Stream aggregate = new Stream(node, nodeNames, traits);

        List<Integer> order = new ArrayList<>();
        for (int key : keys) {
            Property property =
                    input.trait(key).window() == origin ? input.trait(key).property() : null;
            order.add(
                    property == null ? plain.indexOf(key) : plain.size() + calls.size() + properties.indexOf(property));
        }
        for (int i = 0; i < calls.size(); i++) {
            order.add(plain.size() + i);
        }
        return Calcs.project(aggregate, Aggregates.refs(aggregate, order), names);
    }

    /** The windows cut by the aggregate itself; null where somebody else needs to see them. */
    private @Nullable PlanNode fused(WindowOrigin origin, List<Integer> plain, List<Property> properties) {
        WindowAssign assign = origin.assign();
        if (assign == null) {
            return null;
        }
        Calc calc = input.node() instanceof Calc c ? c : null;
        if (assign != (calc == null ? input.node() : calc.input())) {
            return null;
        }
        int width = assign.input().rowType().size();
        boolean session = assign.window() instanceof WindowSpec.Session;
        if (calc != null && calc.filter() != null) {
            // Rows that are filtered out after the windows were cut still hold a session together.
            if (session || Exprs.columns(calc.filter()).length() > width) {
                return null;
            }
        }
        return new Fusion(assign, calc, width).build(plain, properties);
    }

    /** Builds the projection below a fused aggregate, column by column. */
    private final class Fusion {
        private final WindowAssign assign;
        private final @Nullable Calc calc;
        private final int width;
        private final List<Expr> projections = new ArrayList<>();
        private final List<String> projectionNames = new ArrayList<>();

        Fusion(WindowAssign assign, @Nullable Calc calc, int width) {
            this.assign = assign;
            this.calc = calc;
            this.width = width;
        }

        @Nullable
        PlanNode build(List<Integer> plain, List<Property> properties) {
            List<Integer> newKeys = new ArrayList<>();
            for (int key : plain) {
                newKeys.add(column(key));
            }
            List<AggregateCall> newCalls = new ArrayList<>();
            for (AggregateCall call : calls) {
                List<Integer> args = call.args().stream().map(this::column).toList();
                int filter = call.filter() < 0 ? -1 : column(call.filter());
                if (args.contains(-1) || call.filter() >= 0 && filter < 0) {
                    return null;
                }
                newCalls.add(
                        new AggregateCall(call.function(), call.distinct(), args, filter, call.type(), call.name()));
            }
            WindowSpec window = window(newKeys);
            if (newKeys.contains(-1) || window == null) {
                return null;
            }
            int time = inputColumn(assign.time());
            Stream below =
                    new Stream(assign.input(), inputNames(), java.util.Collections.nCopies(width, ColumnTrait.NONE));
            PlanNode source = Calcs.calc(below, calc == null ? null : calc.filter(), projections, projectionNames)
                    .node();
            return new WindowAggregate(
                    source,
                    window,
                    time,
                    assign.processingTime(),
                    newKeys,
                    newCalls,
                    properties,
                    rowType(plain, properties));
        }

        private List<String> inputNames() {
            return assign.input().rowType().fields().stream().map(Field::name).toList();
        }

        /** A session's keys must be grouped by, or several sessions would fall into one group. */
        private @Nullable WindowSpec window(List<Integer> groupKeys) {
            if (!(assign.window() instanceof WindowSpec.Session session)) {
                return assign.window();
            }
            List<Integer> partition = new ArrayList<>();
            for (int key : session.partitionKeys()) {
                int column = inputColumn(key);
                if (!groupKeys.contains(column)) {
                    return null;
                }
                partition.add(column);
            }
            return partition.size() == groupKeys.size() ? new WindowSpec.Session(session.gapMicros(), partition) : null;
        }

        /** Where the aggregate's input column stands in the new projection; -1 when it needs the window's bounds. */
        private int column(int index) {
            Expr expr = calc == null
                    ? new InputRef(index, input.type(index))
                    : calc.projections().get(index);
            return Exprs.columns(expr).length() > width
                    ? -1
                    : add(expr, input.names().get(index));
        }

        private int inputColumn(int index) {
            return add(
                    new InputRef(index, assign.input().rowType().type(index)),
                    inputNames().get(index));
        }

        private int add(Expr expr, String name) {
            int known = projections.indexOf(expr);
            if (known >= 0) {
                return known;
            }
            projections.add(expr);
            projectionNames.add(name);
            return projections.size() - 1;
        }
    }
}
