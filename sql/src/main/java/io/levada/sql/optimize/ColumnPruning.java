package io.levada.sql.optimize;

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
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Drops columns that nobody uses, down into what a table is asked for. First every node hears from all of its readers
 * which columns they need, then the plan is built anew by {@link PrunedNodes}.
 */
final class ColumnPruning {
    private final List<Sink> sinks;
    private final Map<PlanNode, BitSet> needed = new IdentityHashMap<>();

    ColumnPruning(List<Sink> sinks) {
        this.sinks = sinks;
    }

    List<Sink> apply() {
        List<PlanNode> order = Nodes.parentsFirst(sinks);
        order.forEach(n -> needed.put(n, new BitSet()));
        sinks.forEach(s -> needed(s).set(0, s.rowType().size()));
        order.forEach(this::ask);
        PrunedNodes pruned = new PrunedNodes(needed);
        return sinks.stream()
                .map(s -> new Sink(pruned.exactly(s.input()), s.name(), s.table(), s.upsertKeys()))
                .toList();
    }

    private BitSet needed(PlanNode node) {
        return java.util.Objects.requireNonNull(needed.get(node));
    }

    /** Tells a node's inputs what it needs of them. */
    private void ask(PlanNode node) {
        BitSet own = needed(node);
        switch (node) {
            case Sink n -> needed(n.input()).or(own);
            case Limit n -> needed(n.input()).or(own);
            case Union n -> n.inputs().forEach(i -> needed(i).or(own));
            case Calc n -> {
                BitSet input = needed(n.input());
                own.stream().forEach(i -> Exprs.columns(n.projections().get(i), input));
                Exprs.columns(n.filter(), input);
            }
            case WatermarkAssigner n -> {
                BitSet input = needed(n.input());
                input.or(own);
                input.set(n.rowtime());
                Exprs.columns(n.expr(), input);
            }
            case ChangelogNormalize n -> {
                BitSet input = needed(n.input());
                input.or(own);
                n.keys().forEach(input::set);
            }
            case GroupAggregate n -> aggregate(needed(n.input()), own, n.keys(), n.aggregates());
            case WindowAggregate n -> {
                BitSet input = needed(n.input());
                aggregate(input, own, n.keys(), n.aggregates());
                // Where the clock decides nobody reads the column.
                window(n.window(), n.processingTime() ? -1 : n.time(), input);
            }
            case WindowAssign n -> {
                BitSet input = needed(n.input());
                own.stream().filter(i -> i < n.input().rowType().size()).forEach(input::set);
                window(n.window(), n.time(), input);
            }
            case Rank n -> rank(n, own, n.partition(), n.order());
            case WindowRank n -> {
                rank(n, own, n.partition(), n.order());
                window(n.window(), -1, needed(n.input()));
            }
            case Deduplicate n -> {
                rank(n, own, n.keys(), List.of());
                if (n.time() >= 0) {
                    needed(n.input()).set(n.time());
                }
            }
            case LookupJoin n -> lookup(n, own);
            case Join n -> join(n, own);
            case Scan n -> {}
            case ValuesNode n -> {}
        }
    }

    private static void aggregate(BitSet input, BitSet own, List<Integer> keys, List<AggregateCall> calls) {
        keys.forEach(input::set);
        for (int i = 0; i < calls.size(); i++) {
            if (own.get(keys.size() + i)) {
                calls.get(i).args().forEach(input::set);
                if (calls.get(i).filter() >= 0) {
                    input.set(calls.get(i).filter());
                }
            }
        }
    }

    /** The place, behind the input's columns, is the node's own. */
    private void rank(PlanNode node, BitSet own, List<Integer> partition, List<SortKey> order) {
        PlanNode below = node.inputs().get(0);
        BitSet input = needed(below);
        own.stream().filter(i -> i < below.rowType().size()).forEach(input::set);
        partition.forEach(input::set);
        order.forEach(key -> input.set(key.column()));
    }

    private static void window(WindowSpec window, int time, BitSet input) {
        if (window instanceof WindowSpec.Session session) {
            session.partitionKeys().forEach(input::set);
        }
        if (window instanceof WindowSpec.Attached attached) {
            if (attached.startColumn() >= 0) {
                input.set(attached.startColumn());
            }
            if (attached.endColumn() >= 0) {
                input.set(attached.endColumn());
            }
        }
        if (time >= 0) {
            input.set(time);
        }
    }

    private void join(Join join, BitSet own) {
        BitSet joined = Exprs.columns(join.condition());
        own.stream().forEach(i -> joined.set(join.output().get(i)));
        int width = join.left().rowType().size();
        BitSet left = needed(join.left());
        BitSet right = needed(join.right());
        joined.stream().filter(i -> i < width).forEach(left::set);
        joined.stream().filter(i -> i >= width).forEach(i -> right.set(i - width));
        join.leftKeys().forEach(left::set);
        join.rightKeys().forEach(right::set);
        if (join.time() instanceof JoinTime.Interval interval) {
            left.set(interval.leftTime());
            right.set(interval.rightTime());
        }
    }

    /** The table's columns that the join itself needs are noted as the join's own. */
    private void lookup(LookupJoin join, BitSet own) {
        int width = join.input().rowType().size();
        join.tableKeys().forEach(k -> own.set(width + k));
        Exprs.columns(join.condition(), own);
        BitSet input = needed(join.input());
        own.stream().filter(i -> i < width).forEach(input::set);
        join.inputKeys().forEach(input::set);
    }
}
