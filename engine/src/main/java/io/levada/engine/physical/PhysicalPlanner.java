package io.levada.engine.physical;

import io.levada.core.plan.Calc;
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
import io.levada.core.plan.StreamPlan;
import io.levada.core.plan.Union;
import io.levada.core.plan.ValuesNode;
import io.levada.core.plan.WatermarkAssigner;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowRank;
import io.levada.core.plan.WindowSpec;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a plan into stages: operators are fused until rows have to change workers. A node that several others read is
 * placed once and hands its output to all of them.
 */
public final class PhysicalPlanner {
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<PlanNode, Place> places = new IdentityHashMap<>();
    private int nextId;

    private PhysicalPlanner() {}

    public static PhysicalPlan plan(StreamPlan plan) {
        PhysicalPlanner planner = new PhysicalPlanner();
        plan.sinks().forEach(planner::place);
        return planner.finish();
    }

    private Place place(PlanNode node) {
        Place known = places.get(node);
        if (known != null) {
            return known;
        }
        Place place = switch (node) {
            case Scan n -> source(n);
            case ValuesNode n -> source(n);
            case Calc n -> fuse(n, n.input());
            case WatermarkAssigner n -> fuse(n, n.input());
            case LookupJoin n -> fuse(n, n.input());
            case WindowAssign n ->
                n.window() instanceof WindowSpec.Session session
                        ? keyed(n, n.input(), session.partitionKeys())
                        : fuse(n, n.input());
            case WindowAggregate n -> keyed(n, n.input(), n.keys());
            case GroupAggregate n -> keyed(n, n.input(), n.keys());
            case ChangelogNormalize n -> keyed(n, n.input(), n.keys());
            case Join n -> join(n);
            case Rank n -> keyed(n, n.input(), n.partition());
            case WindowRank n -> keyed(n, n.input(), n.placedBy());
            case Deduplicate n -> keyed(n, n.input(), n.keys());
            case Limit n -> after(new Exchange.Single(), n, List.of(n.input()));
            case Union n -> merge(n);
            case Sink n -> sink(n);
        };
        places.put(node, place);
        return place;
    }

    private Place source(PlanNode node) {
        Draft draft = new Draft(new Step(nextId++, node, Stage.INPUT, false));
        drafts.add(draft);
        return new Place(draft, Stage.INPUT);
    }

    private Place fuse(PlanNode node, PlanNode input) {
        Place below = place(input);
        return below.draft().add(nextId++, node, below.step(), false);
    }

    /** State lives at the worker that owns the key's group, so rows come there by the hash of exactly these keys. */
    private Place keyed(PlanNode node, PlanNode input, List<Integer> keys) {
        if (!keys.isEmpty() && keys.equals(Placement.of(input))) {
            return fuse(node, input);
        }
        return after(new Exchange.Hash(keys), node, List.of(input));
    }

    private Place sink(Sink sink) {
        List<Integer> placed = Placement.of(sink.input());
        if (sink.table() == null) {
            return placed != null && placed.isEmpty()
                    ? fuse(sink, sink.input())
                    : after(new Exchange.Single(), sink, List.of(sink.input()));
        }
        boolean ordered = sink.upsertKeys().isEmpty()
                || placed != null && sink.upsertKeys().containsAll(placed);
        return ordered ? fuse(sink, sink.input()) : keyed(sink, sink.input(), sink.upsertKeys());
    }

    private Place merge(Union union) {
        Draft draft = new Draft(null);
        connect(new Exchange.Forward(), draft, union.inputs());
        drafts.add(draft);
        return new Place(draft, Stage.INPUT);
    }

    /** A new stage whose first step is the node. A union below needs no stage of its own then. */
    private Place after(Exchange exchange, PlanNode node, List<PlanNode> inputs) {
        Draft draft = new Draft(null);
        connect(exchange, draft, inputs);
        drafts.add(draft);
        return draft.add(nextId++, node, Stage.INPUT, exchange instanceof Exchange.Hash);
    }

    /** A stage whose first step takes the left rows as its input 0, the right ones as its input 1. */
    private Place join(Join join) {
        Draft draft = new Draft(null);
        connect(toKeys(join.left(), join.leftKeys()), draft, 0, List.of(join.left()));
        connect(toKeys(join.right(), join.rightKeys()), draft, 1, List.of(join.right()));
        drafts.add(draft);
        return draft.add(nextId++, join, Stage.INPUT, false);
    }

    private static Exchange toKeys(PlanNode input, List<Integer> keys) {
        boolean there = !keys.isEmpty() && keys.equals(Placement.of(input));
        return there ? new Exchange.Forward() : new Exchange.Hash(keys);
    }

    private void connect(Exchange exchange, Draft to, List<PlanNode> inputs) {
        connect(exchange, to, 0, inputs);
    }

    private void connect(Exchange exchange, Draft to, int toInput, List<PlanNode> inputs) {
        for (PlanNode input : inputs) {
            if (input instanceof Union union) {
                connect(exchange, to, toInput, union.inputs());
            } else {
                Place from = place(input);
                from.draft().outlets.add(new DraftOutlet(from.step(), to, toInput, exchange));
            }
        }
    }

    private PhysicalPlan finish() {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            List<Outlet> outlets = draft.outlets.stream()
                    .map(o -> new Outlet(o.parent(), drafts.indexOf(o.to()), o.input(), o.exchange()))
                    .toList();
            stages.add(new Stage(i, draft.source, draft.steps, outlets));
        }
        return new PhysicalPlan(stages);
    }

    /** Where a node's output comes out. */
    private record Place(Draft draft, int step) {}

    private record DraftOutlet(int parent, Draft to, int input, Exchange exchange) {}

    /** A stage that still grows. */
    private static final class Draft {
        private final @Nullable Step source;
        private final List<Step> steps = new ArrayList<>();
        private final List<DraftOutlet> outlets = new ArrayList<>();

        Draft(@Nullable Step source) {
            this.source = source;
        }

        Place add(int id, PlanNode node, int parent, boolean exchanged) {
            steps.add(new Step(id, node, parent, exchanged));
            return new Place(this, steps.size() - 1);
        }
    }
}
