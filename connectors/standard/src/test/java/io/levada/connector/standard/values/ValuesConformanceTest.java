package io.levada.connector.standard.values;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connector;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SourceConformance;
import java.util.List;

class ValuesConformanceTest extends SourceConformance {
    @Override
    protected Connector connector() {
        return new ValuesConnector();
    }

    @Override
    protected Table table() {
        return Jobs.table(
                "t",
                List.of(Jobs.column("id", DataType.BIGINT), Jobs.column("name", DataType.STRING)),
                "connector",
                "values",
                "splits",
                "3",
                "data",
                """
                {"id": 1, "name": "a"}
                {"id": 2, "name": "b"}

                {"id": 3}
                {"id": 4, "name": "d"}
                {"id": 5, "name": "e"}
                {"id": 6, "name": null}
                {"id": 7, "name": "g"}
                """);
    }

    @Override
    protected List<Row> rows() {
        return List.of(
                Row.of(1L, "a"),
                Row.of(2L, "b"),
                Row.of(3L, null),
                Row.of(4L, "d"),
                Row.of(5L, "e"),
                Row.of(6L, null),
                Row.of(7L, "g"));
    }
}
