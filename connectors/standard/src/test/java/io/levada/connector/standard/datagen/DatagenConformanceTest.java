package io.levada.connector.standard.datagen;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connector;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SourceConformance;
import io.levada.testkit.connector.SourceHarness;
import java.util.List;

class DatagenConformanceTest extends SourceConformance {
    @Override
    protected Connector connector() {
        return new DatagenConnector();
    }

    @Override
    protected Table table() {
        return Jobs.table(
                "t",
                List.of(
                        Jobs.column("id", DataType.BIGINT),
                        Jobs.column("name", DataType.varchar(12)),
                        Jobs.column("price", DataType.decimal(6, 2)),
                        Jobs.column("tags", DataType.array(DataType.INTEGER)),
                        Jobs.column("at", DataType.timestamp(3))),
                "connector",
                "datagen",
                "seed",
                "42",
                "splits",
                "3",
                "rows-per-second",
                "2000",
                "fields.id.kind",
                "sequence",
                "fields.id.start",
                "100",
                "fields.id.end",
                "110",
                "fields.name.var-len",
                "true",
                "fields.price.null-rate",
                "0.5",
                "fields.at.max-past",
                "1 min");
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
