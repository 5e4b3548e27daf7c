package io.levada.sql.optimize;

import io.levada.core.connector.Connectors;
import io.levada.core.plan.Sink;
import java.util.ArrayList;
import java.util.List;

/** The steps in their order; each takes all sinks of a job and gives them back. */
public final class Optimizer {
    private final Connectors connectors;

    public Optimizer(Connectors connectors) {
        this.connectors = connectors;
    }

    public List<Sink> optimize(List<Sink> sinks) {
        List<Sink> narrowed = new NarrowedScans(connectors).apply(sinks);
        List<Sink> shared = new SharedSubtrees().apply(narrowed);
        List<Sink> used = new ColumnPruning(shared).apply();
        List<Sink> flat = new FieldColumns(connectors, used).apply();
        List<Sink> pruned = new SharedSubtrees().apply(new ColumnPruning(flat).apply());
        List<Sink> planned = new ChangelogModes(connectors, pruned).apply();
        return withNames(planned, sinks);
    }

    /** Steps may drop a projection that only renames; the caller of a query sees the names that it gave. */
    private static List<Sink> withNames(List<Sink> planned, List<Sink> before) {
        List<Sink> named = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            Sink sink = planned.get(i);
            named.add(
                    sink.table() != null
                            ? sink
                            : new Sink(
                                    Nodes.renamed(sink.input(), before.get(i).rowType()),
                                    sink.name(),
                                    null,
                                    sink.upsertKeys()));
        }
        return named;
    }
}
