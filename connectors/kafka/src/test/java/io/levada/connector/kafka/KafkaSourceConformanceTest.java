package io.levada.connector.kafka;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connector;
import io.levada.core.data.Row;
import io.levada.testkit.connector.SourceConformance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

class KafkaSourceConformanceTest extends SourceConformance {
    private static final List<Row> ROWS = new ArrayList<>();
    private static String topic = "";

    @BeforeAll
    static void fillATopic() {
        TestBroker broker = TestBroker.shared();
        topic = broker.topic(3);
        for (long i = 0; i < 7; i++) {
            broker.produce(topic, (int) (i % 2), null, "{\"id\":" + i + ",\"name\":\"n" + i + "\"}");
            ROWS.add(Row.of(i, "n" + i));
        }
    }

    @Override
    protected Connector connector() {
        return new KafkaConnector();
    }

    @Override
    protected Table table() {
        return Tables.of(
                "kafka",
                TestBroker.shared().bootstrap(),
                topic,
                List.of(Tables.ID, Tables.NAME),
                "format",
                "json",
                "scan.bounded.mode",
                "latest-offset");
    }

    @Override
    protected List<Row> rows() {
        return ROWS;
    }
}
