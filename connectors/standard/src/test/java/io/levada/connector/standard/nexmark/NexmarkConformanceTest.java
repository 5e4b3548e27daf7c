package io.levada.connector.standard.nexmark;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connector;
import io.levada.core.data.Row;
import io.levada.testkit.connector.SourceConformance;
import io.levada.testkit.connector.SourceHarness;
import java.util.List;

class NexmarkConformanceTest extends SourceConformance {
    @Override
    protected Connector connector() {
        return new NexmarkConnector();
    }

    @Override
    protected Table table() {
        return NexmarkTables.table("events.num", "130", "splits", "2", "out-of-order.group-size", "7");
    }

    /** Another reading of it: what it must be is tested beside this. */
    @Override
    protected List<Row> rows() {
        try (SourceHarness harness = new SourceHarness(connector(), table(), table().columns(), 5, 2)
                .start()
                .pollToEnd()) {
            return harness.output().rows();
        }
    }
}
