package io.levada.connector.kafka;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connector;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.testkit.connector.SinkConformance;
import java.util.ArrayList;
import java.util.List;

class UpsertKafkaSinkConformanceTest extends SinkConformance {
    private final String topic = TestBroker.shared().topic(2);

    @Override
    protected Connector connector() {
        return new UpsertKafkaConnector();
    }

    @Override
    protected Table table() {
        return Tables.upsert(
                TestBroker.shared(),
                topic,
                "sink.transactional-id-prefix",
                topic,
                "sink.control-topic",
                "control-" + topic);
    }

    @Override
    protected ChangelogMode mode() {
        return ChangelogMode.UPSERT;
    }

    @Override
    protected List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (long i = 0; i < 7; i++) {
            rows.add(Row.of(i, "n" + i));
        }
        return rows;
    }

    @Override
    protected List<Row> visible() {
        return TestBroker.shared().committed(topic).stream()
                .map(r -> {
                    String id = r.key().substring(6, r.key().length() - 1);
                    String name = r.value()
                            .substring(
                                    r.value().indexOf("name\":\"") + 7,
                                    r.value().length() - 2);
                    return Row.of(Long.parseLong(id), name);
                })
                .toList();
    }
}
