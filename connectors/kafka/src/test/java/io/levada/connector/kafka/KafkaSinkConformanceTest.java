package io.levada.connector.kafka;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connector;
import io.levada.core.data.Row;
import io.levada.testkit.connector.SinkConformance;
import java.util.ArrayList;
import java.util.List;

class KafkaSinkConformanceTest extends SinkConformance {
    private final String topic = TestBroker.shared().topic(2);

    @Override
    protected Connector connector() {
        return new KafkaConnector();
    }

    @Override
    protected Table table() {
        return Tables.ids(
                TestBroker.shared(),
                topic,
                "sink.transactional-id-prefix",
                topic,
                "sink.control-topic",
                "control-" + topic);
    }

    @Override
    protected List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (long i = 0; i < 8; i++) {
            rows.add(Row.of(i));
        }
        return rows;
    }

    @Override
    protected List<Row> visible() {
        return TestBroker.shared().committedValues(topic).stream()
                .map(json -> Row.of(Long.parseLong(json.substring(6, json.length() - 1))))
                .toList();
    }
}
