package io.levada.sql.convert;

import io.levada.core.catalog.Table;
import io.levada.core.config.Settings;
import io.levada.core.connector.Connectors;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import io.levada.sql.bind.QueryBinder;
import io.levada.sql.optimize.Optimizer;
import io.levada.sql.optimize.SinkChecks;
import io.levada.sql.parse.Positions;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** Collects what one job runs, then plans it as a whole. */
public final class JobPlanner {
    private final QueryBinder binder;
    private final Connectors connectors;
    private final Settings settings;
    private final List<Sink> sinks = new ArrayList<>();
    /** Where each sink is named, for errors that show only when the whole job is known. */
    private final List<@Nullable Position> places = new ArrayList<>();

    public JobPlanner(QueryBinder binder, Connectors connectors, Settings settings) {
        this.binder = binder;
        this.connectors = connectors;
        this.settings = settings;
    }

    /** A query whose rows go to the caller. */
    public void addSelect(SqlNode query) {
        sinks.add(Sinks.toCaller(stream(query)));
        places.add(null);
    }

    /**
     * A query whose rows go to a table.
     *
     * @param columns the column list of INSERT INTO, or null
     * @param target the table's name in the text, for the positions of errors
     */
    public void addInsert(SqlNode query, Table table, @Nullable SqlNodeList columns, SqlNode target) {
        sinks.add(Sinks.toTable(stream(query), table, connectors, columns, target));
        places.add(Positions.of(target));
    }

    private Stream stream(SqlNode query) {
        return new PlanConverter(connectors, settings, query).convert(binder.bind(query));
    }

    public StreamPlan plan() {
        List<Sink> planned = new Optimizer(connectors).optimize(sinks);
        SinkChecks checks = new SinkChecks(connectors);
        for (int i = 0; i < planned.size(); i++) {
            try {
                checks.check(planned.get(i));
            } catch (LevadaException e) {
                throw e.withPosition(places.get(i));
            }
        }
        return new StreamPlan(planned, settings);
    }
}
