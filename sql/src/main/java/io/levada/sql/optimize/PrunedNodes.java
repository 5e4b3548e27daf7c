package io.levada.sql.optimize;

import io.levada.core.data.Row;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.plan.Deduplicate;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinTime;
import io.levada.core.plan.Limit;
import io.levada.core.plan.LookupJoin;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Rank;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.SortKey;
import io.levada.core.plan.Union;
import io.levada.core.plan.ValuesNode;
import io.levada.core.plan.WatermarkAssigner;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowRank;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Builds each node anew with the columns that are needed; remembers where the old ones went. */
final class PrunedNodes {
    /**
     * A node with fewer columns.
     *
     * @param index for each old column its new place, or -1
     */
    private record Pruned(PlanNode node, int[] index) {
        int at(int old) {
            return index[old];
        }

        List<Integer> at(List<Integer> old) {
            return old.stream().map(i -> index[i]).toList();
        }
    }

    private final Map<PlanNode, BitSet> needed;
    private final Map<PlanNode, Pruned> done = new IdentityHashMap<>();

    PrunedNodes(Map<PlanNode, BitSet> needed) {
        this.needed = needed;
    }

    /** The node with all of its columns in their places. */
    PlanNode exactly(PlanNode node) {
        return chosen(node, IntStream.range(0, node.rowType().size()).boxed().toList());
    }

    /** The node with those of its old columns and no others. */
    private PlanNode chosen(PlanNode node, List<Integer> columns) {
        Pruned pruned = prune(node);
        List<Expr> refs = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (int column : columns) {
            Field field = node.rowType().field(column);
            fields.add(field);
            refs.add(new InputRef(pruned.at(column), field.type()));
        }
        boolean asIs = Exprs.isIdentity(refs, pruned.node().rowType().size());
        return asIs ? pruned.node() : new Calc(pruned.node(), null, refs, new RowType(fields));
    }

    private Pruned prune(PlanNode node) {
        Pruned known = done.get(node);
        if (known != null) {
            return known;
        }
        List<Integer> kept =
                Objects.requireNonNull(needed.get(node)).stream().boxed().toList();
        Pruned result = switch (node) {
            case Scan n -> scan(n, kept);
            case ValuesNode n -> values(n, kept);
            case Calc n -> calc(n, kept);
            case WatermarkAssigner n -> {
                Pruned in = prune(n.input());
                yield new Pruned(
                        new WatermarkAssigner(
                                in.node(), in.at(n.rowtime()), Exprs.renumber(n.expr(), in::at), n.idleTimeout()),
                        in.index());
            }
            case ChangelogNormalize n -> {
                Pruned in = prune(n.input());
                yield new Pruned(new ChangelogNormalize(in.node(), in.at(n.keys())), in.index());
            }
            case Rank n -> {
                Pruned in = narrow(n.input());
                boolean place =
                        n.rowNumber() && kept.contains(n.input().rowType().size());
                yield ranked(
                        in,
                        new Rank(
                                in.node(),
                                in.at(n.partition()),
                                order(n.order(), in),
                                n.from(),
                                n.to(),
                                place,
                                n.mode()));
            }
            case WindowRank n -> {
                Pruned in = narrow(n.input());
                boolean place =
                        n.rowNumber() && kept.contains(n.input().rowType().size());
                yield ranked(
                        in,
                        new WindowRank(
                                in.node(),
                                (WindowSpec.Attached) window(n.window(), in),
                                in.at(n.partition()),
                                order(n.order(), in),
                                n.latestFirst(),
                                n.from(),
                                n.to(),
                                place));
            }
            case Deduplicate n -> {
                Pruned in = narrow(n.input());
                int time = n.time() < 0 ? -1 : in.at(n.time());
                yield new Pruned(new Deduplicate(in.node(), in.at(n.keys()), time, n.last(), n.mode()), in.index());
            }
            case Limit n -> {
                Pruned in = prune(n.input());
                yield new Pruned(new Limit(in.node(), n.offset(), n.count()), in.index());
            }
            case Union n -> {
                List<PlanNode> inputs =
                        n.inputs().stream().map(i -> chosen(i, kept)).toList();
                yield new Pruned(new Union(inputs, n.mode(), rowType(n, kept)), index(n, kept));
            }
            case GroupAggregate n -> groupAggregate(n, kept);
            case WindowAggregate n -> windowAggregate(n, kept);
            case WindowAssign n -> windowAssign(n);
            case LookupJoin n -> lookup(n, kept);
            case Join n -> join(n, kept);
            case Sink n -> throw new IllegalArgumentException("a sink within a plan");
        };
        done.put(node, result);
        return result;
    }

    /** The needed columns and no others: what remembers whole rows shouldn't remember more. */
    private Pruned narrow(PlanNode node) {
        List<Integer> columns =
                Objects.requireNonNull(needed.get(node)).stream().boxed().toList();
        return new Pruned(chosen(node, columns), index(node, columns));
    }

    /** The input's columns where they come, then the place. */
    private static Pruned ranked(Pruned in, PlanNode node) {
        int[] index = java.util.Arrays.copyOf(in.index(), in.index().length + 1);
        index[in.index().length] = in.node().rowType().size();
        return new Pruned(node, index);
    }

    private static List<SortKey> order(List<SortKey> order, Pruned in) {
        return order.stream()
                .map(key -> new SortKey(in.at(key.column()), key.descending(), key.nullsFirst()))
                .toList();
    }

    private static RowType rowType(PlanNode node, List<Integer> kept) {
        return new RowType(kept.stream().map(node.rowType()::field).toList());
    }

    private static int[] index(PlanNode node, List<Integer> kept) {
        int[] index = new int[node.rowType().size()];
        java.util.Arrays.setAll(index, kept::indexOf);
        return index;
    }

    private static Pruned scan(Scan scan, List<Integer> kept) {
        List<Integer> columns = kept.stream().map(scan.columns()::get).toList();
        return new Pruned(new Scan(scan.table(), columns, scan.mode()), index(scan, kept));
    }

    private static Pruned values(ValuesNode values, List<Integer> kept) {
        List<Row> rows = new ArrayList<>();
        for (Row row : values.rows()) {
            rows.add(new Row(
                    row.kind(), new ArrayList<>(kept.stream().map(row::get).toList())));
        }
        return new Pruned(new ValuesNode(rowType(values, kept), rows), index(values, kept));
    }

    private Pruned calc(Calc calc, List<Integer> kept) {
        Pruned in = prune(calc.input());
        List<Expr> projections = kept.stream()
                .map(i -> Exprs.renumber(calc.projections().get(i), in::at))
                .toList();
        Expr filter = calc.filter() == null ? null : Exprs.renumber(calc.filter(), in::at);
        if (filter == null && Exprs.isIdentity(projections, in.node().rowType().size())) {
            return new Pruned(in.node(), index(calc, kept));
        }
        return new Pruned(new Calc(in.node(), filter, projections, rowType(calc, kept)), index(calc, kept));
    }

    private static List<AggregateCall> calls(List<AggregateCall> calls, int keys, List<Integer> kept, Pruned in) {
        List<AggregateCall> result = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            AggregateCall c = calls.get(i);
            if (kept.contains(keys + i)) {
                int filter = c.filter() < 0 ? -1 : in.at(c.filter());
                result.add(new AggregateCall(c.function(), c.distinct(), in.at(c.args()), filter, c.type(), c.name()));
            }
        }
        return result;
    }

    /** Keys stay: they say what a group is. */
    private static List<Integer> withKeys(List<Integer> kept, int keys) {
        return IntStream.concat(
                        IntStream.range(0, keys), kept.stream().mapToInt(i -> i).filter(i -> i >= keys))
                .boxed()
                .toList();
    }

    private Pruned groupAggregate(GroupAggregate n, List<Integer> kept) {
        Pruned in = prune(n.input());
        List<Integer> columns = withKeys(kept, n.keys().size());
        List<AggregateCall> calls = calls(n.aggregates(), n.keys().size(), columns, in);
        return new Pruned(
                new GroupAggregate(in.node(), in.at(n.keys()), calls, n.mode(), rowType(n, columns)),
                index(n, columns));
    }

    private Pruned windowAggregate(WindowAggregate n, List<Integer> kept) {
        Pruned in = prune(n.input());
        List<Integer> columns = withKeys(kept, n.keys().size());
        int firstProperty = n.keys().size() + n.aggregates().size();
        List<WindowAggregate.Property> properties = new ArrayList<>();
        for (int i = 0; i < n.properties().size(); i++) {
            if (columns.contains(firstProperty + i)) {
                properties.add(n.properties().get(i));
            }
        }
        PlanNode node = new WindowAggregate(
                in.node(),
                window(n.window(), in),
                n.time() < 0 ? -1 : in.at(n.time()),
                n.processingTime(),
                in.at(n.keys()),
                calls(n.aggregates(), n.keys().size(), columns, in),
                properties,
                rowType(n, columns));
        return new Pruned(node, index(n, columns));
    }

    private static WindowSpec window(WindowSpec window, Pruned in) {
        return switch (window) {
            case WindowSpec.Session s -> new WindowSpec.Session(s.gapMicros(), in.at(s.partitionKeys()));
            case WindowSpec.Attached a ->
                new WindowSpec.Attached(
                        a.startColumn() < 0 ? -1 : in.at(a.startColumn()),
                        a.endColumn() < 0 ? -1 : in.at(a.endColumn()));
            default -> window;
        };
    }

    /** The input's columns as they come, then the three of the window. */
    private Pruned windowAssign(WindowAssign n) {
        Pruned in = prune(n.input());
        PlanNode node = new WindowAssign(in.node(), window(n.window(), in), in.at(n.time()), n.processingTime());
        int oldWidth = n.input().rowType().size();
        int width = in.node().rowType().size();
        int[] index = new int[n.rowType().size()];
        java.util.Arrays.setAll(index, i -> i < oldWidth ? in.at(i) : width + i - oldWidth);
        return new Pruned(node, index);
    }

    private Pruned join(Join n, List<Integer> kept) {
        Pruned left = prune(n.left());
        Pruned right = prune(n.right());
        int oldWidth = n.left().rowType().size();
        int width = left.node().rowType().size();
        IntUnaryOperator joined = i -> i < oldWidth ? left.at(i) : width + right.at(i - oldWidth);
        JoinTime time = n.time() instanceof JoinTime.Interval i
                ? new JoinTime.Interval(left.at(i.leftTime()), right.at(i.rightTime()), i.leftMicros(), i.rightMicros())
                : n.time();
        PlanNode node = new Join(
                left.node(),
                right.node(),
                n.kind(),
                left.at(n.leftKeys()),
                right.at(n.rightKeys()),
                n.condition() == null ? null : Exprs.renumber(n.condition(), joined),
                time,
                n.leftUnique(),
                n.rightUnique(),
                kept.stream().map(i -> joined.applyAsInt(n.output().get(i))).toList(),
                n.mode(),
                rowType(n, kept));
        return new Pruned(node, index(n, kept));
    }

    private Pruned lookup(LookupJoin n, List<Integer> kept) {
        Pruned in = prune(n.input());
        int oldWidth = n.input().rowType().size();
        int width = in.node().rowType().size();
        List<Integer> right =
                kept.stream().filter(i -> i >= oldWidth).map(i -> i - oldWidth).toList();
        int[] index = new int[n.rowType().size()];
        java.util.Arrays.setAll(
                index,
                i -> i < oldWidth ? in.at(i) : right.contains(i - oldWidth) ? width + right.indexOf(i - oldWidth) : -1);
        List<Field> fields = new ArrayList<>(in.node().rowType().fields());
        right.forEach(i -> fields.add(n.rowType().field(oldWidth + i)));
        PlanNode node = new LookupJoin(
                in.node(),
                n.table(),
                right.stream().map(n.tableColumns()::get).toList(),
                in.at(n.inputKeys()),
                n.tableKeys().stream().map(right::indexOf).toList(),
                n.condition() == null ? null : Exprs.renumber(n.condition(), i -> index[i]),
                n.outer(),
                new RowType(fields));
        return new Pruned(node, index);
    }
}
