package io.levada.core.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints a plan as an indented tree, sinks first; a subtree that several parents share is printed once. */
public final class PlanText {
    private final StringBuilder out = new StringBuilder();
    private final Map<PlanNode, Integer> shared = new IdentityHashMap<>();

    private PlanText() {}

    public static String of(StreamPlan plan) {
        PlanText text = new PlanText();
        plan.sinks().forEach(sink -> text.node(sink, 0));
        return text.out.toString();
    }

    private void node(PlanNode node, int depth) {
        out.append("  ".repeat(depth));
        Integer number = shared.get(node);
        if (number != null) {
            out.append("(as ").append(number).append(" above)\n");
            return;
        }
        number = shared.size() + 1;
        shared.put(node, number);
        out.append(number).append(": ").append(describe(node));
        out.append(" -> ").append(node.rowType());
        if (node.mode() != ChangelogMode.APPEND) {
            out.append(' ').append(node.mode());
        }
        out.append('\n');
        node.inputs().forEach(input -> node(input, depth + 1));
    }

    /** One line for a node, without its inputs. */
    public static String describe(PlanNode node) {
        return switch (node) {
            case Scan n -> "Scan " + n.table().name();
            case ValuesNode n -> "Values " + n.rows().size() + " rows";
            case Calc n -> "Calc " + n.projections() + (n.filter() == null ? "" : " where " + n.filter());
            case WatermarkAssigner n -> "Watermark $" + n.rowtime() + " as " + n.expr();
            case WindowAssign n -> "WindowAssign " + n.window() + " on $" + n.time();
            case WindowAggregate n ->
                "WindowAggregate " + n.window() + " by " + columns(n.keys()) + " " + n.aggregates() + " "
                        + n.properties();
            case GroupAggregate n -> "GroupAggregate by " + columns(n.keys()) + " " + n.aggregates();
            case Union n -> "Union of " + n.inputs().size();
            case LookupJoin n ->
                (n.outer() ? "LeftLookupJoin " : "LookupJoin ") + n.table().name() + " by " + columns(n.inputKeys())
                        + (n.condition() == null ? "" : " where " + n.condition());
            case Join n -> join(n);
            case ChangelogNormalize n -> "ChangelogNormalize by " + columns(n.keys());
            case Rank n ->
                "Rank " + places(n.from(), n.to()) + " by " + columns(n.partition()) + " in order " + n.order();
            case WindowRank n ->
                "WindowRank " + places(n.from(), n.to()) + " by " + columns(n.partition()) + " in order " + n.order()
                        + (n.latestFirst() ? " latest first" : "");
            case Deduplicate n ->
                "Deduplicate " + (n.last() ? "last" : "first") + (n.time() < 0 ? "" : " by $" + n.time()) + " of "
                        + columns(n.keys());
            case Limit n -> "Limit " + n.count() + (n.offset() == 0 ? "" : " offset " + n.offset());
            case Sink n -> "Sink " + n.name();
        };
    }

    private static String join(Join n) {
        String time = switch (n.time()) {
            case JoinTime.Unbounded u -> "";
            case JoinTime.Interval i -> "Interval";
            case JoinTime.Window w -> "Window";
        };
        String kind = n.kind().name().charAt(0) + n.kind().name().substring(1).toLowerCase(Locale.ROOT);
        return kind + time + "Join by " + columns(n.leftKeys()) + " = " + columns(n.rightKeys())
                + (n.condition() == null ? "" : " where " + n.condition()) + " giving " + columns(n.output())
                + (n.leftUnique() ? ", left unique" : "") + (n.rightUnique() ? ", right unique" : "");
    }

    private static String places(long from, long to) {
        return from == to ? "" + from : from + " to " + to;
    }

    private static List<String> columns(List<Integer> indexes) {
        List<String> names = new ArrayList<>();
        indexes.forEach(i -> names.add("$" + i));
        return names;
    }
}
