package io.levada.sql.optimize;

import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Sink;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes equal subtrees one object, so that they run once:
 *
 * <pre>
 *   Sink a     Sink b             Sink a   Sink b
 *     Scan t     Scan t    =>         \     /
 *                                     Scan t
 * </pre>
 *
 * Sinks themselves stay apart.
 */
final class SharedSubtrees {
    private final Map<PlanNode, PlanNode> known = new HashMap<>();
    private final Map<PlanNode, PlanNode> done = new IdentityHashMap<>();

    List<Sink> apply(List<Sink> sinks) {
        return sinks.stream()
                .map(s -> new Sink(shared(s.input()), s.name(), s.table(), s.upsertKeys()))
                .toList();
    }

    private PlanNode shared(PlanNode node) {
        PlanNode before = done.get(node);
        if (before != null) {
            return before;
        }
        PlanNode rebuilt =
                Nodes.withInputs(node, node.inputs().stream().map(this::shared).toList());
        PlanNode result = known.computeIfAbsent(rebuilt, n -> n);
        done.put(node, result);
        return result;
    }
}
