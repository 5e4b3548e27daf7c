package io.levada.sql.optimize;

import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.plan.Deduplicate;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.Join;
import io.levada.core.plan.Limit;
import io.levada.core.plan.LookupJoin;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Rank;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.Union;
import io.levada.core.plan.ValuesNode;
import io.levada.core.plan.WatermarkAssigner;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowRank;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Walks over plans. */
final class Nodes {
    private Nodes() {}

    /** The node over other inputs with the same columns. */
    static PlanNode withInputs(PlanNode node, List<PlanNode> inputs) {
        if (sameObjects(node.inputs(), inputs)) {
            return node;
        }
        return switch (node) {
            case Scan n -> n;
            case ValuesNode n -> n;
            case Calc n -> new Calc(inputs.get(0), n.filter(), n.projections(), n.rowType());
            case WatermarkAssigner n -> new WatermarkAssigner(inputs.get(0), n.rowtime(), n.expr(), n.idleTimeout());
            case WindowAssign n -> new WindowAssign(inputs.get(0), n.window(), n.time(), n.processingTime());
            case WindowAggregate n ->
                new WindowAggregate(
                        inputs.get(0),
                        n.window(),
                        n.time(),
                        n.processingTime(),
                        n.keys(),
                        n.aggregates(),
                        n.properties(),
                        n.rowType());
            case GroupAggregate n -> new GroupAggregate(inputs.get(0), n.keys(), n.aggregates(), n.mode(), n.rowType());
            case Union n -> new Union(inputs, mode(inputs), n.rowType());
            case LookupJoin n ->
                new LookupJoin(
                        inputs.get(0),
                        n.table(),
                        n.tableColumns(),
                        n.inputKeys(),
                        n.tableKeys(),
                        n.condition(),
                        n.outer(),
                        n.rowType());
            case ChangelogNormalize n -> new ChangelogNormalize(inputs.get(0), n.keys());
            case Join n ->
                new Join(
                        inputs.get(0),
                        inputs.get(1),
                        n.kind(),
                        n.leftKeys(),
                        n.rightKeys(),
                        n.condition(),
                        n.time(),
                        n.leftUnique(),
                        n.rightUnique(),
                        n.output(),
                        n.mode(),
                        n.rowType());
            case Rank n -> new Rank(inputs.get(0), n.partition(), n.order(), n.from(), n.to(), n.rowNumber(), n.mode());
            case WindowRank n ->
                new WindowRank(
                        inputs.get(0),
                        n.window(),
                        n.partition(),
                        n.order(),
                        n.latestFirst(),
                        n.from(),
                        n.to(),
                        n.rowNumber());
            case Deduplicate n -> new Deduplicate(inputs.get(0), n.keys(), n.time(), n.last(), n.mode());
            case Limit n -> new Limit(inputs.get(0), n.offset(), n.count());
            case Sink n -> new Sink(inputs.get(0), n.name(), n.table(), n.upsertKeys());
        };
    }

    /** The node with the column names of that row. */
    static PlanNode renamed(PlanNode node, RowType names) {
        List<Field> fields = new ArrayList<>();
        List<Expr> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new Field(names.name(i), node.rowType().type(i)));
            columns.add(new InputRef(i, node.rowType().type(i)));
        }
        RowType type = new RowType(fields);
        if (type.equals(node.rowType())) {
            return node;
        }
        return switch (node) {
            case ValuesNode n -> new ValuesNode(type, n.rows());
            case Calc n -> new Calc(n.input(), n.filter(), n.projections(), type);
            case WindowAggregate n ->
                new WindowAggregate(
                        n.input(),
                        n.window(),
                        n.time(),
                        n.processingTime(),
                        n.keys(),
                        n.aggregates(),
                        n.properties(),
                        type);
            case GroupAggregate n -> new GroupAggregate(n.input(), n.keys(), n.aggregates(), n.mode(), type);
            case Union n -> new Union(n.inputs(), n.mode(), type);
            default -> new Calc(node, null, columns, type);
        };
    }

    private static ChangelogMode mode(List<PlanNode> inputs) {
        return inputs.stream().allMatch(n -> n.mode() == ChangelogMode.APPEND)
                ? ChangelogMode.APPEND
                : ChangelogMode.RETRACT;
    }

    private static boolean sameObjects(List<PlanNode> a, List<PlanNode> b) {
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i) != b.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Every node once, each before its inputs. */
    static List<PlanNode> parentsFirst(List<? extends PlanNode> roots) {
        List<PlanNode> order = new ArrayList<>();
        Set<PlanNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        roots.forEach(root -> childrenFirst(root, seen, order));
        Collections.reverse(order);
        return order;
    }

    private static void childrenFirst(PlanNode node, Set<PlanNode> seen, List<PlanNode> order) {
        if (seen.add(node)) {
            node.inputs().forEach(input -> childrenFirst(input, seen, order));
            order.add(node);
        }
    }
}
