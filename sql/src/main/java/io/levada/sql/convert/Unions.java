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

    /**
     * What holds for a column of every input holds for the union's. Window bounds do where each input has them: rows of
     * the same bounds are of the same window, whoever cut it.
     */
    private static List<ColumnTrait> traits(List<Stream> inputs) {
        WindowOrigin origin = new WindowOrigin(
                null,
                inputs.stream()
                        .flatMap(s -> s.traits().stream())
                        .anyMatch(t -> t.window() != null && t.window().processingTime()));
        List<ColumnTrait> traits = new ArrayList<>();
        for (int i = 0; i < inputs.get(0).size(); i++) {
            int column = i;
            ColumnTrait first = inputs.get(0).trait(column);
            boolean sameTime = inputs.stream().allMatch(s -> s.trait(column).time() == first.time());
            boolean sameBound =
                    first.window() != null && inputs.stream().allMatch(s -> isSameBound(first, s.trait(column)));
            traits.add(new ColumnTrait(
                    sameTime ? first.time() : ColumnTrait.Time.NONE,
                    sameBound ? origin : null,
                    sameBound ? first.property() : null));
        }
        return traits;
    }

    private static boolean isSameBound(ColumnTrait a, ColumnTrait b) {
        return a.property() == b.property()
                && a.window() != null
                && b.window() != null
                && a.window().processingTime() == b.window().processingTime();
    }
}
