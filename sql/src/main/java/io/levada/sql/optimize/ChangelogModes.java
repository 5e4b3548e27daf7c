package io.levada.sql.optimize;

import io.levada.core.connector.Connectors;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Deduplicate;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Rank;
import io.levada.core.plan.Sink;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets an aggregate leave out the row before an update where every reader overwrites by the aggregate's key: sinks that
 * upsert, with nothing but projections between.
 */
final class ChangelogModes {
    private final Connectors connectors;
    private final List<Sink> sinks;
    /** Columns by which all readers of a node overwrite; null when one of them needs whole retractions. */
    private final Map<PlanNode, @Nullable BitSet> demands = new IdentityHashMap<>();

    private final Map<PlanNode, PlanNode> done = new IdentityHashMap<>();

    ChangelogModes(Connectors connectors, List<Sink> sinks) {
        this.connectors = connectors;
        this.sinks = sinks;
    }

    List<Sink> apply() {
        Nodes.parentsFirst(sinks).forEach(this::tellInputs);
        return sinks.stream()
                .map(s -> new Sink(rebuilt(s.input()), s.name(), s.table(), s.upsertKeys()))
                .toList();
    }

    private void tellInputs(PlanNode node) {
        switch (node) {
            case Sink sink -> demand(sink.input(), keysOf(sink));
            case Calc calc -> demand(calc.input(), below(calc, demands.get(calc)));
            default -> node.inputs().forEach(input -> demand(input, null));
        }
    }

    private void demand(PlanNode node, @Nullable BitSet keys) {
        if (!demands.containsKey(node)) {
            demands.put(node, keys);
        } else if (keys == null || !keys.equals(demands.get(node))) {
            demands.put(node, null);
        }
    }

    private @Nullable BitSet keysOf(Sink sink) {
        if (sink.table() == null
                || sink.upsertKeys().isEmpty()
                || connectors.of(sink.table()).describe(sink.table()).sink() != ChangelogMode.UPSERT) {
            return null;
        }
        BitSet keys = new BitSet();
        sink.upsertKeys().forEach(keys::set);
        return keys;
    }

    /** A filter must see the row before an update, unless it only looks at the key. */
    private static @Nullable BitSet below(Calc calc, @Nullable BitSet keys) {
        if (keys == null) {
            return null;
        }
        BitSet below = new BitSet();
        for (int i = keys.nextSetBit(0); i >= 0; i = keys.nextSetBit(i + 1)) {
            if (!(calc.projections().get(i) instanceof InputRef ref)) {
                return null;
            }
            below.set(ref.index());
        }
        BitSet filtered = Exprs.columns(calc.filter());
        filtered.andNot(below);
        return filtered.isEmpty() ? below : null;
    }

    private boolean isOverwritten(PlanNode node, @Nullable List<Integer> key) {
        BitSet keys = demands.get(node);
        return keys != null
                && key != null
                && keys.cardinality() == key.size()
                && key.stream().allMatch(keys::get);
    }

    private PlanNode rebuilt(PlanNode node) {
        PlanNode before = done.get(node);
        if (before != null) {
            return before;
        }
        PlanNode result =
                Nodes.withInputs(node, node.inputs().stream().map(this::rebuilt).toList());
        if (result instanceof GroupAggregate n && n.mode() == ChangelogMode.RETRACT) {
            BitSet keys = demands.get(node);
            if (keys != null
                    && keys.cardinality() == n.keys().size()
                    && keys.length() == n.keys().size()) {
                result = new GroupAggregate(n.input(), n.keys(), n.aggregates(), ChangelogMode.UPSERT, n.rowType());
            }
        }
        if (result instanceof Rank n && isOverwritten(node, SinkChecks.ownKey(n))) {
            result = new Rank(
                    n.input(), n.partition(), n.order(), n.from(), n.to(), n.rowNumber(), ChangelogMode.UPSERT);
        }
        if (result instanceof Deduplicate n && n.last() && isOverwritten(node, n.keys())) {
            result = new Deduplicate(n.input(), n.keys(), n.time(), true, ChangelogMode.UPSERT);
        }
        done.put(node, result);
        return result;
    }
}
