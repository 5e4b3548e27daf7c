package io.levada.sql.convert;

import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Union;
import io.levada.core.plan.ValuesNode;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.List;

/** UNION ALL of streams whose columns have the same types. */
final class Unions {
    private Unions() {}

    static Stream of(List<Stream> inputs, RowType type) {
        List<PlanNode> nodes = inputs.stream().map(Stream::node).toList();
        PlanNode node = node(nodes, type);
        return new Stream(node, inputs.get(0).names(), traits(inputs));
    }

    private static PlanNode node(List<PlanNode> nodes, RowType type) {
        if (nodes.size() == 1) {
            return nodes.get(0);
        }
        if (nodes.stream().allMatch(ValuesNode.class::isInstance)) {
            return new ValuesNode(
                    type,
                    nodes.stream()
                            .flatMap(n -> ((ValuesNode) n).rows().stream())
                            .toList());
        }
        List<PlanNode> flat = new ArrayList<>();
        for (PlanNode node : nodes) {
            if (node instanceof Union nested) {
                flat.addAll(nested.inputs());
            } else {
                flat.add(node);
            }
        }
        return new Union(flat, mode(flat), type);
    }

    /** Without a key that holds over all inputs, every row that leaves must be told. */
    private static ChangelogMode mode(List<PlanNode> inputs) {
        boolean append = inputs.stream().allMatch(n -> n.mode() == ChangelogMode.APPEND);
        return append ? ChangelogMode.APPEND : ChangelogMode.RETRACT;
    }

    /** What holds for a column of every input holds for the union's; window bounds don't, the windows may differ. */
    private static List<ColumnTrait> traits(List<Stream> inputs) {
        List<ColumnTrait> traits = new ArrayList<>();
        for (int i = 0; i < inputs.get(0).size(); i++) {
            int column = i;
            ColumnTrait.Time time = inputs.get(0).trait(column).time();
            boolean same = inputs.stream().allMatch(s -> s.trait(column).time() == time);
            traits.add(same ? new ColumnTrait(time, null, null) : ColumnTrait.NONE);
        }
        return traits;
    }
}
